package org.mcpgateway.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.e2e.Person;
import org.mcpgateway.e2e.RealClient;
import org.mcpgateway.e2e.SignedInClient;

/** Each service with the official TypeScript SDK, which discovers, registers and signs its person in by itself. */
@Tag("compose")
@ExtendWith(StateOnFailure.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NineServicesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Deployment deployment;

    @BeforeAll
    static void it_is_up() {
        deployment = Deployment.shared();
    }

    static List<String> services() {
        return Deployment.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void without_a_token_a_service_says_where_to_get_one(String service) {
        var answer = new TestClient(URI.create("https://" + service + "." + Deployment.DOMAIN)).json("/mcp", "{}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .contains("resource_metadata=\"https://" + service
                        + ".gateway.test/.well-known/oauth-protected-resource/mcp\"");
    }

    @Test
    void a_token_of_one_service_opens_no_other() throws Exception {
        try (var client = SignedInClient.of(Deployment.issuer(), Deployment.service("time"), "octocat")) {
            for (String other : Deployment.SERVICES) {
                int status = client.at(Deployment.service(other))
                        .callTool("none", "anything", "{}")
                        .statusCode();
                assertThat(status).as(other).isEqualTo(other.equals("time") ? 404 : 401);
            }
        }
    }

    @Test
    void time_converts_between_zones() throws Exception {
        var time = observed("time", call("convert_time", """
                {"source_timezone": "Europe/Berlin", "time": "12:00", "target_timezone": "Asia/Kolkata"}"""));

        assertThat(time.tools()).contains("get_current_time", "convert_time");
        assertThat(time.text(0)).contains("Asia/Kolkata", "+");
    }

    @Test
    void fetch_reads_a_page_of_the_web() throws Exception {
        var fetch = observed("fetch", call("fetch", "{\"url\": \"" + OutsideWorld.PAGE + "\"}"));

        assertThat(fetch.text(0)).contains("The quick brown fox jumps over the lazy dog.");
    }

    @Test
    void fetchs_reads_a_page_of_the_web_and_none_inside() throws Exception {
        var fetchs = observed(
                "fetchs",
                call("fetch", "{\"url\": \"" + OutsideWorld.PAGE + "\"}"),
                call("fetch", "{\"url\": \"http://127.0.0.1:3000/metrics\"}"));

        assertThat(fetchs.text(0)).contains("The quick brown fox jumps over the lazy dog.");
        assertThat(fetchs.text(1)).doesNotContain("jvm_").contains("not on the public internet");
    }

    @Test
    void filesystem_writes_and_reads_in_its_folder_and_nowhere_else() throws Exception {
        var filesystem = observed(
                "filesystem",
                call("write_file", "{\"path\": \"/data/files/note.txt\", \"content\": \"kept\"}"),
                call("read_text_file", "{\"path\": \"/data/files/note.txt\"}"),
                call("read_text_file", "{\"path\": \"/etc/passwd\"}"),
                call("read_text_file", "{\"path\": \"/data/files/../../etc/passwd\"}"));

        assertThat(filesystem.text(1)).isEqualTo("kept");
        assertThat(filesystem.text(2)).contains("Access denied").doesNotContain("root:");
        assertThat(filesystem.text(3)).contains("Access denied").doesNotContain("root:");
    }

    @Test
    void memory_survives_a_restart_of_its_container() throws Exception {
        observed("memory", call("create_entities", """
                {"entities": [{"name": "Ada", "entityType": "person", "observations": ["wrote the first program"]}]}"""));

        assertThat(deployment.gateway(Map.of(), "restart", "memory").exitCode()).isZero();
        deployment.awaitHealthy("mcp-memory");
        deployment.awaitService("memory");

        assertThat(observed("memory", call("read_graph", "{}")).text(0)).contains("wrote the first program");
    }

    @Test
    void sequentialthinking_takes_three_thoughts() throws Exception {
        var thinking = observed("sequentialthinking", thought(1, true), thought(2, true), thought(3, false));

        assertThat(thinking.text(2)).contains("\"thoughtNumber\": 3", "\"nextThoughtNeeded\": false");
    }

    @Test
    void tmux_runs_a_command() throws Exception {
        var tmux = observed(
                "tmux",
                call("create_session", "{\"session_name\": \"work\"}"),
                call("run_command", "{\"session_name\": \"work\", \"command\": \"echo $((6 * 7)) and $(id -u)\"}"));

        assertThat(tmux.text(1)).contains("42 and 10001");
    }

    @Test
    void playwright_opens_a_page() throws Exception {
        var playwright = observed(
                "playwright",
                call("browser_navigate", "{\"url\": \"" + OutsideWorld.PAGE + "\"}"),
                call("browser_snapshot", "{}"));

        assertThat(playwright.text(0) + playwright.text(1)).contains("A page of the web");
    }

    @Test
    void everything_echoes_and_asks_for_sampling() throws Exception {
        var everything = observed(
                "everything",
                call("echo", "{\"message\": \"through it all\"}"),
                call("trigger-sampling-request", "{\"prompt\": \"The capital of France?\", \"maxTokens\": 10}"));

        assertThat(everything.text(0)).isEqualTo("Echo: through it all");
        assertThat(everything.text(1)).contains("Paris");
        assertThat(everything.outcomes().get(1).get("asked").toString()).contains("sampling/createMessage");
    }

    /** Whatever the server has to say about one of thousands of calls a minute fills a disk. */
    @Test
    void a_call_that_takes_its_time_leaves_no_complaint_of_the_server_in_the_log() throws Exception {
        observed("everything", call("trigger-long-running-operation", "{\"duration\": 1, \"steps\": 2}"));

        assertThat(deployment.docker("logs", Deployment.name("mcp-everything")).output())
                .contains("ready in")
                .doesNotContain("WELD-");
    }

    /** A tool to call. */
    private record Call(String tool, String argumentsOfTool) {}

    /** The tools that were listed, and what came of each call. */
    private record Observed(List<String> tools, List<JsonNode> outcomes) {

        String text(int call) {
            return outcomes.get(call).get("text").asText();
        }
    }

    private static Call call(String tool, String argumentsOfTool) {
        return new Call(tool, argumentsOfTool);
    }

    private static Call thought(int number, boolean more) {
        return call(
                "sequentialthinking",
                "{\"thought\": \"Thought\", \"thoughtNumber\": " + number
                        + ", \"totalThoughts\": 3, \"nextThoughtNeeded\": " + more + "}");
    }

    /** One connection of the client: initialize, tools/list, and these calls. */
    private static Observed observed(String service, Call... calls) throws Exception {
        List<JsonNode> observed = new ArrayList<>();
        try (var person = new Person("octocat")) {
            RealClient.node("typescript-sdk-2.mjs").run(List.of(plan(service, calls)), said -> {
                if (said.startsWith("AUTHORIZE ")) {
                    person.take(URI.create(said.substring("AUTHORIZE ".length())));
                } else if (said.startsWith("OBSERVED ")) {
                    observed.add(JSON.readTree(said.substring("OBSERVED ".length())));
                }
            });
        }
        JsonNode only = observed.getFirst();
        List<String> tools = new ArrayList<>();
        only.get("tools").forEach(tool -> tools.add(tool.asText()));
        assertThat(tools).isNotEmpty();
        List<JsonNode> outcomes = new ArrayList<>();
        only.get("outcomes").forEach(outcomes::add);
        return new Observed(tools, outcomes);
    }

    private static String plan(String service, Call... calls) throws Exception {
        ArrayNode plan = JSON.createArrayNode();
        ObjectNode connection = plan.addObject()
                .put("server", service)
                .put("url", Deployment.service(service).toString())
                .put("era", "initialize");
        ObjectNode named = connection.putObject("calls");
        for (int i = 0; i < calls.length; i++) {
            named.putObject("call " + i)
                    .put("tool", calls[i].tool())
                    .set("arguments", JSON.readTree(calls[i].argumentsOfTool()));
        }
        return plan.toString();
    }
}
