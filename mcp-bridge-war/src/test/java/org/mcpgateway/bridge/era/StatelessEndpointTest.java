package org.mcpgateway.bridge.era;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.ScriptedLink;

/** The stateless revision over a server of the other era that says what the test wants. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatelessEndpointTest {

    private static final ServerKey ADA = new ServerKey("notes", "ada", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Long enough for none of them to matter. */
    private static final EraSettings SETTINGS =
            new EraSettings(PATIENCE, PATIENCE, Duration.ofMillis(50), PATIENCE, PATIENCE, PATIENCE, 10, 1);

    private static final Map<String, String> LISTING =
            Map.of("MCP-Protocol-Version", Revision.STATELESS, "Mcp-Method", "prompts/list");

    private final StatelessEndpoint endpoint = new StatelessEndpoint(SETTINGS);
    private final CopyOnWriteArrayList<ScriptedLink> servers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void a_call_that_the_server_does_not_take_leaves_no_trace() throws Exception {
        var refusals = new AtomicInteger(1);
        ServerOpener opener = opener(link -> {
            if (refusals.getAndDecrement() > 0) {
                throw new ServerBusyException(
                        ServerBusyException.Reason.STUCK, "it does not read", Duration.ofSeconds(1));
            }
            link.answers(lastId(link), "{\"prompts\":[]}");
        });

        assertThatThrownBy(() -> endpoint.serve(ADA, opener, new Answer(LISTING), listing(1)))
                .isInstanceOf(ServerUnavailableException.class);
        var answer = new Answer(LISTING);
        endpoint.serve(ADA, opener, answer, listing(2));

        assertThat(answer.body).isCompletedWithValueMatching(body -> body.contains("\"prompts\":[]"));
    }

    @Test
    void whoever_waits_for_a_call_that_is_cancelled_is_told_though_the_server_says_nothing() throws Exception {
        ServerOpener opener = opener(link -> {});
        var waiting = new Answer(LISTING);
        var served = CompletableFuture.runAsync(() -> waiting.waitFor(endpoint, opener, listing(7)));
        await().atMost(PATIENCE).until(() -> heard("\"prompts/list\""));

        endpoint.serve(
                ADA,
                opener,
                new Answer(Map.of()),
                message("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}"));

        served.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(waiting.body)
                .isCompletedWithValueMatching(body -> body.contains("\"id\":7") && body.contains("cancelled"));
        assertThat(heard("notifications/cancelled")).isTrue();
    }

    private boolean heard(String text) {
        return servers.stream().flatMap(link -> link.sent().stream()).anyMatch(sent -> sent.contains(text));
    }

    /** Greets as a server of 2025-11-25 does; what else it is asked is the test's. */
    private ServerOpener opener(Consumer<ScriptedLink> otherwise) {
        return listener -> {
            var link = new ScriptedLink(listener, (server, message) -> {
                if (message.contains("\"server/discover\"")) {
                    server.says("{\"jsonrpc\":\"2.0\",\"id\":" + lastId(server)
                            + ",\"error\":{\"code\":-32601,\"message\":\"unknown\"}}");
                } else if (message.contains("\"initialize\"")) {
                    server.answers(
                            lastId(server),
                            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"prompts\":{}},"
                                    + "\"serverInfo\":{\"name\":\"scripted\",\"version\":\"1\"}}");
                } else if (message.contains("\"ping\"")) {
                    server.answers(lastId(server), "{}");
                } else if (message.contains("\"id\":")) {
                    otherwise.accept(server);
                }
            });
            servers.add(link);
            return link;
        };
    }

    private static String lastId(ScriptedLink link) {
        return Json.parse(link.sent().getLast().getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .get("id")
                .toString();
    }

    private static byte[] listing(int id) {
        return message("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"prompts/list\",\"params\":{\"_meta\":{\""
                + Revision.PROTOCOL_VERSION + "\":\"" + Revision.STATELESS + "\",\"" + Revision.CLIENT_CAPABILITIES
                + "\":{}}}}");
    }

    private static byte[] message(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** The request's headers, and its response. */
    private static final class Answer implements Exchange {

        private final Map<String, String> headers;
        private final CompletableFuture<String> body = new CompletableFuture<>();

        Answer(Map<String, String> headers) {
            this.headers = headers;
        }

        void waitFor(StatelessEndpoint endpoint, ServerOpener opener, byte[] message) {
            try {
                endpoint.serve(ADA, opener, this, message);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public void respond(int status, byte[] json) {
            body.complete(status + " " + new String(json, StandardCharsets.UTF_8));
        }

        @Override
        public void accept() {
            body.complete("202");
        }

        @Override
        public void openStream() {}

        @Override
        public void event(byte[] json) {
            body.complete(new String(json, StandardCharsets.UTF_8));
        }

        @Override
        public void comment() {}

        @Override
        public void end() {}
    }
}
