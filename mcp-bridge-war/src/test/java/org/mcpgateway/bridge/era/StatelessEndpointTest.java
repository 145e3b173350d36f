package org.mcpgateway.bridge.era;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private static final Map<String, String> FILES = Map.of("Mcp-Name", "files");
    private static final String CALL = "\"name\":\"files\",\"arguments\":{\"region\":\"eu\"}";
    private static final String VISITS = "\"elicitation\":{\"url\":{}}";
    private static final String VISIT_FIRST = """
            "error":{"code":-32042,"message":"Sign in first","data":{"elicitations":[\
            {"mode":"url","message":"Sign in","url":"https://example.org/a","elicitationId":"1"},\
            {"mode":"url","message":"Agree","url":"https://example.org/b","elicitationId":"2"}]}}""";

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

    @ParameterizedTest
    @ValueSource(strings = {"completion/complete", "prompts/get", "resources/read"})
    void what_is_not_found_is_an_invalid_parameter_whatever_was_asked(String method) {
        Map<String, String> server = initialized();
        server.put(method, "\"error\":{\"code\":-32002,\"message\":\"not found\"}");

        assertThat(ask(scripted(server), method, "\"name\":\"x\",\"uri\":\"x\"", Map.of("Mcp-Name", "x")))
                .startsWith("200 ")
                .contains("\"code\":-32602", "not found");
    }

    @Test
    void addresses_to_be_visited_first_are_put_to_the_client_as_questions() {
        Map<String, String> server = initialized();
        server.put("tools/call", VISIT_FIRST);

        String answer = ask(scripted(server), "tools/call", "\"name\":\"files\"", FILES, VISITS);

        assertThat(answer)
                .startsWith("200 ")
                .contains(
                        "\"resultType\":\"input_required\"",
                        ":{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"url\","
                                + "\"message\":\"Sign in\",\"url\":\"https://example.org/a\"}}")
                .doesNotContain("requestState", "elicitationId", "-32042")
                .as("no name that a question of the repeated call could have")
                .doesNotContain("\"user_input");
        assertThat(visits(answer)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_client_that_cannot_visit_addresses_is_told_what_it_lacks() {
        Map<String, String> server = initialized();
        server.put("tools/call", VISIT_FIRST);

        assertThat(ask(scripted(server), "tools/call", "\"name\":\"files\"", FILES))
                .startsWith("400 ")
                .contains("\"code\":-32021", "{\"elicitation\":{\"url\":{}}}");
    }

    @Test
    void a_client_whose_user_declines_is_not_asked_again() {
        Map<String, String> server = initialized();
        server.put("tools/call", VISIT_FIRST);

        String first = visits(ask(scripted(server), "tools/call", "\"name\":\"files\"", FILES, VISITS))
                .getFirst();
        String declined = "\"name\":\"files\",\"inputResponses\":{" + first + ":{\"action\":\"decline\"}}";
        assertThat(ask(scripted(server), "tools/call", declined, FILES, VISITS)).contains("\"code\":-32603");
    }

    @Test
    void where_no_question_may_be_put_an_address_to_be_visited_is_an_error_that_clients_know() {
        Map<String, String> server = initialized();
        server.put("prompts/list", VISIT_FIRST);

        assertThat(ask(scripted(server), "prompts/list", "\"cursor\":\"x\"", Map.of(), VISITS))
                .contains("\"code\":-32603");
    }

    @Test
    void a_tool_that_wants_another_header_since_the_last_call_is_listed_again() {
        Map<String, String> server = stateless();
        ServerOpener opener = scripted(server);
        lists(server, "Region");
        assertThat(call(opener, Map.of("Mcp-Param-Region", "eu"))).startsWith("200 ");

        lists(server, "Zone");

        assertThat(call(opener, Map.of("Mcp-Param-Zone", "eu"))).startsWith("200 ");
        assertThat(call(opener, Map.of("Mcp-Param-Region", "eu")))
                .startsWith("400 ")
                .contains("-32020");
        assertThat(call(opener, Map.of())).startsWith("400 ").contains("-32020");
        assertThat(listings())
                .as("a client that is always wrong makes no listing each time")
                .isEqualTo(2);
    }

    @Test
    void tools_are_listed_again_after_a_change_that_a_subscriber_is_told() throws Exception {
        Map<String, String> server = stateless();
        ServerOpener opener = scripted(server);
        lists(server, "");
        var settings = new EraSettings(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, 10, 10);
        try (var roomy = new StatelessEndpoint(settings)) {
            assertThat(ask(roomy, opener, CALL)).startsWith("200 ");
            var listening = new Answer(headers("subscriptions/listen"));
            var listened = CompletableFuture.runAsync(() ->
                    listening.waitFor(roomy, opener, request("subscriptions/listen", "\"notifications\":{}", "")));
            await().atMost(PATIENCE).until(() -> heard("\"subscriptions/listen\""));
            String id = lastId(servers.getLast());

            lists(server, "Region");
            servers.getLast()
                    .says(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{\"_meta\":{\""
                                    + Revision.SUBSCRIPTION_ID + "\":" + id + "}}}");

            assertThat(ask(roomy, opener, CALL)).startsWith("400 ").contains("-32020");
            servers.getLast().answers(id, "{}");
            listened.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void a_listing_that_failed_is_not_taken_for_one_of_no_headers() {
        Map<String, String> server = stateless();
        ServerOpener opener = scripted(server);
        server.put("tools/list", "\"error\":{\"code\":-32603,\"message\":\"not now\"}");
        assertThat(call(opener, Map.of())).startsWith("200 ");

        lists(server, "Region");

        assertThat(call(opener, Map.of())).startsWith("400 ").contains("-32020");
    }

    @Test
    void a_change_during_a_listing_makes_another_one_necessary() {
        Map<String, String> server = stateless();
        lists(server, "");
        ServerOpener opener = scripted(server, message -> {
            if (message.contains("\"tools/list\"") && listings() == 1) {
                servers.getLast().says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            }
        });
        assertThat(call(opener, Map.of())).startsWith("200 ");

        lists(server, "Region");

        assertThat(call(opener, Map.of())).startsWith("400 ").contains("-32020");
    }

    @Test
    void however_many_call_while_the_tools_change_each_waits_for_two_listings_at_most() throws Exception {
        Map<String, String> server = stateless();
        lists(server, "");
        var allAreThere = new CompletableFuture<Void>();
        ServerOpener opener = scripted(server, message -> {
            if (message.contains("\"tools/list\"")) {
                allAreThere.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
                servers.getLast().says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            }
        });
        List<Thread> callers = Stream.generate(() -> Thread.ofPlatform().unstarted(() -> call(opener, Map.of())))
                .limit(8)
                .toList();

        callers.forEach(Thread::start);
        await().atMost(PATIENCE).until(() -> listings() == 1 && callers.stream().allMatch(this::isWaiting));
        allAreThere.complete(null);
        for (Thread caller : callers) {
            caller.join(PATIENCE);
        }

        assertThat(callers).noneMatch(Thread::isAlive);
        assertThat(listings()).isBetween(1L, 3L);
    }

    private boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static List<String> visits(String answer) {
        return Pattern.compile("\"visit_[^\"]+\"")
                .matcher(answer)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** @param header that the argument of the tool is repeated in; empty: none */
    private static void lists(Map<String, String> server, String header) {
        String declared = header.isEmpty() ? "" : ",\"x-mcp-header\":\"" + header + "\"";
        server.put(
                "tools/list",
                "\"result\":{\"tools\":[{\"name\":\"files\",\"inputSchema\":{\"type\":\"object\",\"properties\":"
                        + "{\"region\":{\"type\":\"string\"" + declared + "}}}}]}");
    }

    private long listings() {
        return servers.stream()
                .flatMap(link -> link.sent().stream())
                .filter(sent -> sent.contains("\"tools/list\""))
                .count();
    }

    private String call(ServerOpener opener, Map<String, String> more) {
        var headers = new HashMap<>(FILES);
        headers.putAll(more);
        return ask(opener, "tools/call", CALL, headers);
    }

    private String ask(StatelessEndpoint roomy, ServerOpener opener, String params) {
        var headers = headers("tools/call");
        headers.putAll(FILES);
        var answer = new Answer(headers);
        answer.waitFor(roomy, opener, request("tools/call", params, ""));
        return answer.body.join();
    }

    private String ask(ServerOpener opener, String method, String params, Map<String, String> more) {
        return ask(opener, method, params, more, "");
    }

    private String ask(
            ServerOpener opener, String method, String params, Map<String, String> more, String capabilities) {
        var headers = headers(method);
        headers.putAll(more);
        var answer = new Answer(headers);
        answer.waitFor(endpoint, opener, request(method, params, capabilities));
        return answer.body.join();
    }

    private static Map<String, String> headers(String method) {
        return new HashMap<>(Map.of("MCP-Protocol-Version", Revision.STATELESS, "Mcp-Method", method));
    }

    private static byte[] request(String method, String params, String capabilities) {
        return message("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params
                + ",\"_meta\":{\"" + Revision.PROTOCOL_VERSION + "\":\"" + Revision.STATELESS + "\",\""
                + Revision.CLIENT_CAPABILITIES + "\":{" + capabilities + "}}}}");
    }

    /** What a server of 2025-11-25 answers, by method. */
    private static Map<String, String> initialized() {
        return new ConcurrentHashMap<>(Map.of(
                "server/discover", "\"error\":{\"code\":-32601,\"message\":\"unknown\"}",
                "initialize", "\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}}",
                "ping", "\"result\":{}",
                "tools/list", "\"result\":{\"tools\":[]}"));
    }

    /** What a server of 2026-07-28 answers, by method. */
    private static Map<String, String> stateless() {
        return new ConcurrentHashMap<>(Map.of(
                "server/discover", "\"result\":{\"supportedVersions\":[\"2026-07-28\"]}",
                "tools/call", "\"result\":{\"resultType\":\"complete\",\"content\":[]}"));
    }

    private ServerOpener scripted(Map<String, String> answers) {
        return scripted(answers, message -> {});
    }

    /** @param before what else happens at a message */
    private ServerOpener scripted(Map<String, String> answers, Consumer<String> before) {
        return listener -> {
            var link = new ScriptedLink(listener, (server, message) -> {
                before.accept(message);
                JsonObject request =
                        Json.parse(message.getBytes(StandardCharsets.UTF_8)).orElseThrow();
                String answer = answers.get(request.getString("method"));
                if (request.containsKey("id") && answer != null) {
                    server.says("{\"jsonrpc\":\"2.0\",\"id\":" + request.get("id") + "," + answer + "}");
                }
            });
            servers.add(link);
            return link;
        };
    }

    private boolean heard(String text) {
        return servers.stream().flatMap(link -> link.sent().stream()).anyMatch(sent -> sent.contains(text));
    }

    /** Greets as a server of 2025-11-25 does; what else it is asked is the test's. */
    private ServerOpener opener(Consumer<ScriptedLink> otherwise) {
        return listener -> {
            var link = new ScriptedLink(listener, (server, message) -> {
                if (!server.greets(message) && message.contains("\"id\":")) {
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
