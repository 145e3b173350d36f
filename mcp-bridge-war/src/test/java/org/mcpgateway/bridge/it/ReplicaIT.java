package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.bridge.it.SessionIT.cutAfterThree;
import static org.mcpgateway.bridge.it.SessionIT.progress;
import static org.mcpgateway.bridge.it.SessionIT.touch;
import static org.mcpgateway.bridge.support.RawClient.call;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.bridge.support.Events;
import org.mcpgateway.bridge.support.RawClient;

/** Requests that reach the wrong replica, in both eras. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplicaIT {

    private static final String LATEST = "2025-11-25";

    private final String name = "ada " + UUID.randomUUID();
    private final RawClient here = new RawClient(Replicas.shared().one(), name);
    private final RawClient there = new RawClient(Replicas.shared().other(), name);

    @TempDir
    private Path folder;

    @Test
    void a_call_is_answered_by_the_replica_that_has_the_session() {
        String session = here.open(LATEST);

        RawClient.Answer answer = there.post(session, call(3, "say", "\"text\":\"found\""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).hasValue("application/json");
        assertThat(answer.body()).contains("\"id\":3", "found");
        assertThat(pid(there, session)).isEqualTo(pid(here, session));
    }

    @Test
    void a_message_that_comes_in_parts_reaches_the_replica_that_has_the_session() {
        String session = here.open(LATEST);
        String text = "long ".repeat(20_000);

        RawClient.Answer answer = there.post(session, call(4, "say", "\"text\":\"" + text + "\""));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(text);
    }

    @Test
    void a_streamed_answer_comes_as_it_is_said_and_goes_on_after_a_cut_at_either_replica() throws IOException {
        String session = here.open(LATEST);
        Path gate = folder.resolve("gate");
        String last = cutAfterThree(there, session, gate);
        touch(gate);

        try (Events events = there.resume(session, last)) {
            assertThat(progress(events.rest())).containsExactly("4", "5", "6", "answer 7");
        }
        try (Events events = here.resume(session, last)) {
            assertThat(progress(events.rest())).containsExactly("4", "5", "6", "answer 7");
        }
    }

    @Test
    void a_standing_stream_hears_what_the_server_says_of_its_own_accord() throws IOException {
        String session = here.open(LATEST);

        try (Events events = there.listen(session)) {
            assertThat(events.next().orElseThrow().id()).isNotEmpty();
            here.post(session, call(1, "change", ""));

            assertThat(events.nextMessage().data()).contains("list_changed");
        }
    }

    @Test
    void a_session_that_ends_at_one_replica_has_ended_at_all() {
        String session = here.open(LATEST);

        assertThat(there.delete(session).status()).isEqualTo(200);

        assertThat(here.post(session, call(1, "say", "")).status()).isEqualTo(404);
        assertThat(there.post(session, call(1, "say", "")).status()).isEqualTo(404);
    }

    @Test
    void another_users_session_is_404_at_the_wrong_replica_too() {
        String session = here.open(LATEST);
        RawClient bob = new RawClient(Replicas.shared().other(), "bob");

        assertThat(bob.post(session, call(1, "say", "")).status()).isEqualTo(404);
        assertThat(bob.get(session).status()).isEqualTo(404);
        assertThat(bob.delete(session).status()).isEqualTo(404);
        assertThat(here.post(session, call(1, "say", "\"text\":\"on\"")).status())
                .isEqualTo(200);
    }

    @Test
    void what_no_replica_sealed_is_refused() throws Exception {
        String session = here.open(LATEST);
        String forged = "\0\0\0\2{}" + call(1, "say", "");

        assertThat(forward(forged, Map.of("Mcp-Session-Id", session))).isEqualTo(403);
        assertThat(forward(forged, Map.of("X-Gateway-Replica-Seal", "A".repeat(43))))
                .isEqualTo(403);
        assertThat(forward("", Map.of("X-Gateway-Replica-Seal", "not base64!"))).isEqualTo(403);
    }

    @Test
    void the_stateless_requests_of_a_user_share_one_server_whichever_replica_they_reach() {
        String first = stateless(here, 1, "pid", "").body();

        assertThat(first).contains("\"text\":\"");
        assertThat(stateless(there, 1, "pid", "").body()).isEqualTo(first);
        assertThat(stateless(here, 1, "pid", "").body()).isEqualTo(first);
        assertThat(stateless(new RawClient(Replicas.shared().other(), "bob"), 1, "pid", "")
                        .body())
                .isNotEqualTo(first);
    }

    @Test
    void a_call_that_asked_for_input_goes_on_when_the_answer_reaches_another_replica() {
        String asked = stateless(here, 1, "ask", "").body();
        assertThat(asked).contains("input_required", "Sure?");
        String state = asked.replaceAll(".*\"requestState\":\"([^\"]+)\".*", "$1");
        String question = asked.replaceAll(".*\"inputRequests\":\\{\"([^\"]+)\".*", "$1");

        RawClient.Answer answer = stateless(
                there,
                2,
                "ask",
                "",
                ",\"requestState\":\"" + state + "\",\"inputResponses\":{\"" + question
                        + "\":{\"action\":\"accept\"}}");

        assertThat(answer.body()).contains("\"id\":2", "\"text\":\"accept\"");
    }

    @Test
    void an_outage_of_redis_in_mid_call_changes_nothing_for_the_call_and_sessions_are_found_again() throws Exception {
        String session = here.open(LATEST);
        Path gate = folder.resolve("gate");
        var call = here.later(session, call(1, "hold", "\"until\":\"" + gate + "\""));

        Replicas.shared().redis().stop();
        assertThat(there.post(session, call(2, "say", "\"text\":\"?\"")).status())
                .isEqualTo(503);
        touch(gate);
        assertThat(call.join().body()).contains("held");
        assertThat(here.post(session, call(3, "say", "\"text\":\"here\"")).body())
                .contains("here");
        Replicas.shared().redis().startAgain();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(there.post(session, call(4, "say", "\"text\":\"again\""))
                                .body())
                        .contains("again"));
    }

    private static String pid(RawClient client, String session) {
        return client.post(session, call(1, "pid", "")).body();
    }

    static RawClient.Answer stateless(RawClient client, int id, String tool, String arguments) {
        return stateless(client, id, tool, arguments, "");
    }

    private static RawClient.Answer stateless(RawClient client, int id, String tool, String arguments, String more) {
        return client.post(
                "",
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":{" + arguments + "}" + more
                        + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{}}}}}",
                Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", tool));
    }

    private static int forward(String content, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(Replicas.shared().one().address() + "/replica/forward"))
                .header("X-User-Id", "ada")
                .POST(HttpRequest.BodyPublishers.ofString(content));
        headers.forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
