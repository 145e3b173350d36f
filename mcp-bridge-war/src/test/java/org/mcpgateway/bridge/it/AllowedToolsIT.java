package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.bridge.support.TestServer;

/** Which tools of a service its users may have, as clients of both eras meet it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AllowedToolsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String NO_DELETION = "{\"deny\":[\"delete_*\"]}";

    @TempDir
    static Path folder;

    private OperatedBridge bridge;

    @BeforeAll
    void start() throws IOException {
        write("{\"allow\":[\"read_*\"]}");
        bridge = OperatedBridge.start(
                folder, Map.of("MCP_CATALOGUE", folder.resolve("services.json").toString()));
    }

    @AfterAll
    void stop() {
        if (bridge != null) {
            bridge.close();
        }
    }

    @Test
    void in_a_session_what_is_not_allowed_is_neither_listed_nor_called() {
        String session = bridge.open("files", "ada");

        assertThat(inSession("files", session, "tools/list", "{}"))
                .contains("read_file", "\"nextCursor\"")
                .doesNotContain("delete_file");
        assertThat(inSession("files", session, "tools/list", "{\"cursor\":\"second\"}"))
                .contains("list_folder")
                .doesNotContain("delete_all");
        assertThat(inSession("files", session, "tools/call", "{\"name\":\"d\\u0065lete_file\"}"))
                .contains("\"id\":2", "-32602", "Unknown tool: delete_file");
        assertThat(inSession("files", session, "heard", "{}")).doesNotContain("tools/call");

        assertThat(inSession("files", session, "tools/call", "{\"name\":\"read_file\"}"))
                .contains("\"result\"");
        assertThat(inSession("files", session, "heard", "{}")).contains("tools/call");
    }

    @Test
    void without_a_session_what_is_not_allowed_is_neither_listed_nor_called() {
        assertThat(bridge.stateless("files", "bob", "tools/list", "").body())
                .contains("read_file", "\"nextCursor\"")
                .doesNotContain("delete_file");
        assertThat(bridge.statelessTool("files", "bob", "delete_file").body())
                .contains("\"id\":3", "-32602", "Unknown tool: delete_file");
        assertThat(bridge.stateless("files", "bob", "heard", "").body()).doesNotContain("tools/call");

        assertThat(bridge.statelessTool("files", "bob", "read_file").body()).contains("\"result\"");
        assertThat(bridge.stateless("files", "bob", "heard", "").body()).contains("tools/call");
        assertThat(bridge.get("/services/metrics").body())
                .contains("mcp_bridge_tool_refusals_total{service=\"files\"}");
    }

    @Test
    void in_a_group_the_rules_of_the_group_and_of_its_member_hold() {
        String session = bridge.open("all", "ada");

        assertThat(inSession("all", session, "tools/call", "{\"name\":\"files_delete_file\"}"))
                .contains("Unknown tool: delete_file");
        assertThat(inSession("all", session, "tools/call", "{\"name\":\"files_list_folder\"}"))
                .contains("Unknown tool: files_list_folder");
        assertThat(inSession("all", session, "tools/call", "{\"name\":\"files_read_file\"}"))
                .contains("\"result\"");
    }

    @Test
    void a_change_holds_for_sessions_that_are_open() throws IOException {
        String session = bridge.open("changing", "ada");
        assertThat(inSession("changing", session, "tools/call", "{\"name\":\"read_file\"}"))
                .contains("\"result\"");

        write("{\"deny\":[\"read_*\"]}");

        await().atMost(PATIENCE)
                .until(() -> inSession("changing", session, "tools/call", "{\"name\":\"read_file\"}")
                        .contains("Unknown tool: read_file"));
        assertThat(inSession("changing", session, "tools/list", "{}")).contains("delete_file");
        assertThat(bridge.statelessTool("changing", "ada", "read_file").body()).contains("Unknown tool: read_file");
    }

    private String inSession(String service, String session, String method, String params) {
        return bridge.call(service, "ada", session, method, params).body();
    }

    /** @param changing what may be had of the service whose rule changes */
    private static void write(String changing) throws IOException {
        String options = "{\"files\":{\"tools\":" + NO_DELETION + "},\"changing\":{\"tools\":" + changing
                + "},\"all\":{\"tools\":{\"deny\":[\"files_list_*\"]}}}";
        String catalogue = "{\"mcpServers\":{\"files\":" + server() + ",\"changing\":" + server()
                + "},\"gateway\":{\"groups\":{\"all\":[\"files\"]},\"services\":" + options + "}}";
        Path next = Files.writeString(folder.resolve("next.json"), catalogue);
        Files.move(next, folder.resolve("services.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static JsonObject server() {
        List<String> line = TestServer.line();
        JsonObjectBuilder server = Json.createObjectBuilder().add("command", line.getFirst());
        return server.add("args", Json.createArrayBuilder(line.subList(1, line.size())))
                .build();
    }
}
