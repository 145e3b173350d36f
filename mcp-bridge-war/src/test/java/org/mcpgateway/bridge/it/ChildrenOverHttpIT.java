package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.bridge.support.TestServer;

/** Limits, failures, the catalogue and what can be watched, as clients and operators meet them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChildrenOverHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int CALLS = 12;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    static Path folder;

    private OperatedBridge bridge;

    @BeforeAll
    void start() throws IOException {
        write(catalogue());
        bridge = OperatedBridge.start(
                folder,
                Map.of(
                        "MCP_CATALOGUE", folder.resolve("services.json").toString(),
                        "MCP_MAX_CHILDREN_PER_USER", "3",
                        "MCP_MAX_CALLS", Integer.toString(CALLS),
                        "MCP_MAX_MESSAGE_BYTES", Integer.toString(TestServer.LONGEST)));
    }

    @AfterAll
    void stop() {
        if (bridge != null) {
            bridge.close();
        }
    }

    @Test
    void a_user_with_too_many_children_is_told_when_to_come_again_in_both_eras_and_in_groups() {
        bridge.open("echo", "greedy");
        bridge.open("echo", "greedy");

        assertBusy(bridge.initialize("pair", "greedy"), "you have too many MCP servers running");
        // What the group had started is on its way out.
        await().atMost(PATIENCE).until(() -> bridge.initialize("echo", "greedy").statusCode() == 200);
        assertBusy(bridge.initialize("echo", "greedy"), "you have too many MCP servers running");
        assertBusy(bridge.stateless("echo", "greedy", "x/echo", ""), "you have too many MCP servers running");
        bridge.open("echo", "modest");
    }

    @Test
    void a_service_has_the_limit_that_the_catalogue_gives_it() {
        bridge.open("single", "one");

        assertBusy(bridge.initialize("single", "two"), "too many servers of this service");
    }

    @Test
    void a_server_that_keeps_failing_is_held_back_and_health_says_which_and_why() {
        await().atMost(PATIENCE)
                .until(() -> bridge.initialize("broken", "unlucky").statusCode() == 503);

        assertBusy(bridge.initialize("broken", "unlucky"), "keeps failing (it ended with exit code 7)");
        assertBusy(bridge.stateless("broken", "unlucky", "x/echo", ""), "keeps failing");
        JsonObject services = health().getJsonObject("services");
        assertThat(services.getJsonObject("broken").getString("status")).isEqualTo("DOWN");
        assertThat(services.getJsonObject("broken").getString("reason")).contains("exit code 7");
        assertThat(services.getJsonObject("echo").getString("status")).isEqualTo("UP");
    }

    @Test
    void an_answer_that_is_too_long_fails_its_call_alone_in_both_eras() {
        String session = bridge.open("echo", "long");

        assertThat(bridge.call("echo", "long", session, "long", "{\"bytes\":200000}")
                        .body())
                .contains("\"id\":2", "longer than 65536 bytes");
        assertThat(bridge.call("echo", "long", session, "x/echo", "{}").body()).contains("\"result\"");
        assertThat(bridge.stateless("echo", "long", "long", ",\"bytes\":200000").body())
                .contains("\"id\":3", "longer than 65536 bytes");
    }

    @Test
    void calls_beyond_those_that_may_be_unanswered_are_told_when_to_come_back_in_both_eras() {
        String session = bridge.open("echo", "hasty crowd");
        List<CompletableFuture<Integer>> unanswered = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> bridge.call("echo", "hasty crowd", session, "silent", "{}")
                                .statusCode(),
                        Thread::startVirtualThread))
                .limit(2 * CALLS)
                .toList();

        await().atMost(PATIENCE)
                .until(() ->
                        unanswered.stream().filter(CompletableFuture::isDone).count() == CALLS);
        assertThat(unanswered.stream().filter(CompletableFuture::isDone)).allMatch(refused -> refused.join() == 503);
        assertBusy(bridge.call("echo", "hasty crowd", session, "x/echo", "{}"), "too many calls");
        assertBusy(bridge.stateless("echo", "hasty crowd", "x/echo", ""), "too many calls");
        assertThat(metrics()).contains("mcp_bridge_shed_total{kind=\"call\"}");

        bridge.end("echo", "hasty crowd", session);
        unanswered.forEach(CompletableFuture::join);
        String next = bridge.open("echo", "hasty crowd");
        for (int i = 0; i < 3 * CALLS; i++) {
            assertThat(bridge.call("echo", "hasty crowd", next, "x/echo", "{}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_call_of_which_nothing_is_heard_fails_after_the_service_s_own_limit() {
        String session = bridge.open("impatient", "waiting");

        assertThat(bridge.call("impatient", "waiting", session, "silent", "{}").body())
                .contains("\"id\":2", "took too long");
    }

    @Test
    void a_stateless_client_that_closes_the_connection_has_cancelled_its_call() {
        CompletableFuture<HttpResponse<String>> call = bridge.statelessLater("echo", "hasty", "silent");
        awaitHeard("silent");

        call.cancel(true);

        awaitHeard("notifications/cancelled");
    }

    @Test
    void trace_context_reaches_servers_that_ask_for_it_alone() {
        String traced = bridge.open("traced", "tracer");
        String plain = bridge.open("echo", "tracer");
        String[] headers = {"traceparent", TRACE, "tracestate", "a=b", "baggage", "k=v"};

        String told = echo("traced", traced, headers);

        assertThat(told).contains("\"traceparent\":\"" + TRACE + "\"", "\"tracestate\":\"a=b\"", "\"baggage\":\"k=v\"");
        assertThat(echo("echo", plain, headers)).doesNotContain("traceparent");
        assertThat(echo("traced", traced, "traceparent", "nonsense")).doesNotContain("nonsense");
        assertThat(echo("traced", traced, "X-Request-Id", "a-1")).contains("\"org.mcpgateway/requestId\":\"a-1\"");
        assertThat(echo("traced", traced, "X-Request-Id", "a\"b"))
                .contains("org.mcpgateway/requestId")
                .doesNotContain("a\\\"b");
    }

    @Test
    void a_session_with_a_spare_does_not_wait_for_a_slow_start() {
        await().atMost(PATIENCE).until(() -> metrics().contains("mcp_bridge_spares{service=\"slow\"} 1.0"));
        await().pollDelay(Duration.ofSeconds(4)).atMost(PATIENCE).until(() -> true); // its start takes three

        long before = System.nanoTime();
        bridge.open("slow", "hasty");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void the_catalogue_changes_without_a_restart_and_what_is_removed_ends_gently() throws Exception {
        JsonObject more = Json.createObjectBuilder(catalogue())
                .add(
                        "mcpServers",
                        Json.createObjectBuilder(catalogue().getJsonObject("mcpServers"))
                                .add("late", server()))
                .build();
        write(more);
        await().atMost(PATIENCE).until(() -> bridge.initialize("late", "eve").statusCode() == 200);
        String session = bridge.open("late", "eve");
        CompletableFuture<HttpResponse<String>> running =
                CompletableFuture.supplyAsync(() -> bridge.call("late", "eve", session, "progress", "{\"steps\":40}"));
        await().atMost(PATIENCE).until(() -> metrics().contains("mcp_bridge_links{kind=\"session\",service=\"late\"}"));

        write("{\n\"mcpServers\": {\n\"late\": {}}}");
        await().atMost(PATIENCE)
                .until(() -> health().getJsonObject("catalogue").toString().contains("line 3: mcpServers.late has no"));
        assertThat(bridge.call("late", "eve", session, "x/echo", "{}").statusCode())
                .isEqualTo(200);

        write(catalogue());
        await().atMost(PATIENCE).until(() -> bridge.initialize("late", "eve").statusCode() == 404);
        assertThat(running.get().body()).contains("\"result\"", "\"steps\": 40");
        await().atMost(PATIENCE)
                .until(() -> metrics().contains("mcp_bridge_links{kind=\"session\",service=\"late\"} 0.0"));
        await().atMost(PATIENCE).until(() -> metrics().contains("mcp_bridge_children{service=\"late\"} 0.0"));
    }

    @Test
    void a_shared_child_serves_the_sessions_of_one_user() {
        String one = bridge.open("shared", "ada");
        String two = bridge.open("shared", "ada");
        String other = bridge.open("shared", "grace");

        String child = bridge.call("shared", "ada", one, "whoami", "{}").body();
        assertThat(bridge.call("shared", "ada", two, "whoami", "{}").body()).isEqualTo(child);
        assertThat(bridge.call("shared", "grace", other, "whoami", "{}").body()).isNotEqualTo(child);
        assertThat(bridge.call("shared", "grace", one, "whoami", "{}").statusCode())
                .isEqualTo(404);

        bridge.end("shared", "ada", one);
        assertThat(bridge.call("shared", "ada", two, "whoami", "{}").body()).isEqualTo(child);
    }

    @Test
    void what_comes_through_a_proxy_sees_nothing_of_the_inside() {
        assertThat(bridge.get("/services/metrics").statusCode()).isEqualTo(200);
        assertThat(bridge.get("/services/metrics", "X-Forwarded-For", "127.0.0.1")
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> health = bridge.get("/services/health", "X-Forwarded-For", "127.0.0.1");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(bridge.get("/services/health/ready").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    private void awaitHeard(String method) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                bridge.stateless("echo", "hasty", "heard", "").body())
                        .contains("\"" + method + "\""));
    }

    private String echo(String service, String session, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Mcp-Session-Id";
        all[1] = session;
        return bridge.post(
                        service,
                        "tracer",
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"x/echo\",\"params\":{\"a\":1}}",
                        all)
                .body()
                .replace(": ", ":");
    }

    private static void assertBusy(HttpResponse<String> answer, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isPositive());
        assertThat(answer.body()).contains("\"error\"", reason);
    }

    private JsonObject health() {
        try (var reader = Json.createReader(
                new StringReader(bridge.get("/services/health").body()))) {
            return reader.readObject();
        }
    }

    private String metrics() {
        return bridge.get("/services/metrics").body();
    }

    private static JsonObject catalogue() {
        JsonObjectBuilder servers = Json.createObjectBuilder()
                .add("echo", server())
                .add("time", server())
                .add("single", server())
                .add("impatient", server())
                .add("traced", server())
                .add("shared", server())
                .add("slow", server("--slow"))
                .add("broken", server("--die", "7"));
        JsonObjectBuilder options = Json.createObjectBuilder()
                .add(
                        "single",
                        Json.createObjectBuilder()
                                .add("limits", Json.createObjectBuilder().add("children", 1)))
                .add("impatient", Json.createObjectBuilder().add("timeout", 5))
                .add("traced", Json.createObjectBuilder().add("traceContext", true))
                .add("shared", Json.createObjectBuilder().add("share", "user"))
                .add("slow", Json.createObjectBuilder().add("warmSpare", 1));
        return Json.createObjectBuilder()
                .add("mcpServers", servers)
                .add(
                        "gateway",
                        Json.createObjectBuilder()
                                .add(
                                        "groups",
                                        Json.createObjectBuilder()
                                                .add(
                                                        "pair",
                                                        Json.createArrayBuilder()
                                                                .add("echo")
                                                                .add("time")))
                                .add("services", options))
                .build();
    }

    private static JsonObject server(String... arguments) {
        var line = TestServer.line(arguments);
        JsonArrayBuilder rest = Json.createArrayBuilder();
        line.subList(1, line.size()).forEach(rest::add);
        return Json.createObjectBuilder()
                .add("command", line.getFirst())
                .add("args", rest)
                .build();
    }

    private void write(JsonObject catalogue) throws IOException {
        write(catalogue.toString());
    }

    /** At once, so that the bridge never reads half of it. */
    private void write(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("next.json"), text);
        Files.move(next, folder.resolve("services.json"), StandardCopyOption.REPLACE_EXISTING);
    }
}
