package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.Quickest;

/** The real MCP servers as children of the bridge: they die with their session, and their death is told. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChildrenIT {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private RunningGateway gateway;
    private SignedInClient client;

    @BeforeEach
    void somebody_signs_in() throws Exception {
        Runtimes.node();
        gateway = RunningGateway.shared();
        client = SignedInClient.of(gateway.issuer(), service("everything"), "ada");
    }

    @AfterEach
    void goodbye() {
        client.close();
    }

    @Test
    void a_child_that_is_killed_in_mid_call_answers_the_call_with_an_error_and_ends_the_session() throws Exception {
        assertThat(Quickest.below(A_SECOND, this::untilDeathIsTold)).isLessThan(A_SECOND);
    }

    private Duration untilDeathIsTold() throws Exception {
        List<ProcessHandle> before = gateway.children("everything");
        String session = client.open();
        ProcessHandle child = gateway.children("everything").stream()
                .filter(process -> !before.contains(process))
                .findFirst()
                .orElseThrow();
        Iterator<String> events = client.callWithProgress(
                session, "trigger-long-running-operation", "{\"duration\": 60, \"steps\": 120}");
        assertThat(progressOf(events)).isNotEmpty();

        child.destroyForcibly();
        Instant killed = Instant.now();

        String last = lastOf(events);
        Duration told = Duration.between(killed, Instant.now());
        assertThat(last).contains("\"id\":1", "\"error\"");
        assertThat(client.callTool(session, "echo", "{\"message\": \"there?\"}").statusCode())
                .isEqualTo(404);
        return told;
    }

    @Test
    void fifty_sessions_opened_and_deleted_leave_no_process() throws Exception {
        List<ProcessHandle> before = gateway.children("everything");
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sessions.add(client.open());
        }
        assertThat(gateway.children("everything")).hasSizeGreaterThanOrEqualTo(50);

        for (String session : sessions) {
            assertThat(client.delete(session)).isBetween(200, 204);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(gateway.children("everything")).isSubsetOf(before));
    }

    @Test
    void a_session_is_unknown_to_anybody_but_its_owner() throws Exception {
        String session = client.open();

        try (var grace = SignedInClient.of(gateway.issuer(), service("everything"), "grace")) {
            assertThat(grace.callTool(session, "echo", "{\"message\": \"mine?\"}")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(grace.delete(session)).isEqualTo(404);
        }
        assertThat(client.delete(session)).isBetween(200, 204);
    }

    @Test
    void a_token_of_one_service_opens_no_other() throws Exception {
        HttpResponse<String> refused = client.at(service("memory")).callTool("none", "read_graph", "{}");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer ")
                .contains("error=\"invalid_token\"", "/.well-known/oauth-protected-resource/services/memory/mcp");
    }

    /** The first progress that is told; the server also says other things of its own accord. */
    private static String progressOf(Iterator<String> events) {
        while (events.hasNext()) {
            String event = events.next();
            if (event.contains("notifications/progress")) {
                return event;
            }
        }
        return "";
    }

    private static String lastOf(Iterator<String> events) {
        String last = "";
        while (events.hasNext()) {
            last = events.next();
        }
        return last;
    }

    private URI service(String name) {
        return gateway.service(name).orElseThrow();
    }
}
