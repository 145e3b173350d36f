package org.mcpgateway.bridge.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.ServiceOptions;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.InProcessServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.support.Heard;
import org.mcpgateway.bridge.support.ScriptedLink;
import org.mcpgateway.bridge.tools.NamePattern;
import org.mcpgateway.bridge.tools.ToolRule;

/** Which tools of a service its users may have, whatever the service is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerLinksTest {

    private static final Caller ADA = new Caller("ada", "Ada", "", "");
    private static final String TOOLS = "{\"tools\":[{\"name\":\"read\"},{\"name\":\"wipe\"}]}";
    private static final String CALLED = "{\"said\":\"called\"}";

    private final List<ScriptedLink> servers = new CopyOnWriteArrayList<>();
    private final Heard heard = new Heard();
    private final ServerLinks links = TestServerLinks.with(new InProcessServer() {
        @Override
        public String name() {
            return "inside";
        }

        @Override
        public McpServerLink open(LinkListener listener) {
            ScriptedLink server = new ScriptedLink(listener, ServerLinksTest::answer);
            servers.add(server);
            return server;
        }
    });

    @Test
    void a_server_inside_the_bridge_is_restricted() {
        McpServerLink link = links.open(inside("files", denying("wipe")), ADA, "s", heard);

        assertThat(tools(link)).containsExactly("read");
        assertThat(call(link, "wipe")).isEqualTo("Unknown tool: wipe");
        assertThat(call(link, "read")).isEqualTo("called");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void so_is_one_elsewhere() throws IOException {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        List<String> posted = new CopyOnWriteArrayList<>();
        elsewhere.createContext("/mcp", exchange -> {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.add(message);
            byte[] answer =
                    result("3", message.contains("tools/list") ? TOOLS : CALLED).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        elsewhere.start();
        try {
            URI address =
                    URI.create("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/mcp");
            McpServerLink link =
                    links.open(new Service.Http("docs", address, Map.of(), options(denying("wipe"))), ADA, "s", heard);

            assertThat(call(link, "wipe")).isEqualTo("Unknown tool: wipe");
            assertThat(posted).isEmpty();
            assertThat(call(link, "read")).isEqualTo("called");
            assertThat(tools(link)).containsExactly("read");
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void so_is_one_that_stateless_clients_share() {
        McpServerLink link = links.openShared(inside("files", denying("wipe")), ADA, heard);

        assertThat(call(link, "wipe")).isEqualTo("Unknown tool: wipe");
        assertThat(calls()).isEmpty();
    }

    @Test
    void the_rule_of_a_member_holds_in_its_group_under_the_member_s_own_names() {
        McpServerLink link = links.open(
                group(ToolRule.ALL, inside("a", denying("wipe")), inside("b", denying("a_read"))), ADA, "s", heard);
        initialize(link);

        assertThat(tools(link)).containsExactly("a_read", "b_read", "b_wipe");
        assertThat(call(link, "a_wipe")).isEqualTo("Unknown tool: wipe");
        assertThat(calls()).isEmpty();
        assertThat(call(link, "b_wipe")).isEqualTo("called");
    }

    @Test
    void the_rule_of_a_group_holds_under_the_group_s_names() {
        McpServerLink link = links.open(
                group(denying("a_*"), inside("a", ToolRule.ALL), inside("b", ToolRule.ALL)), ADA, "s", heard);
        initialize(link);

        assertThat(tools(link)).containsExactly("b_read", "b_wipe");
        assertThat(call(link, "a_read")).isEqualTo("Unknown tool: a_read");
        assertThat(calls()).isEmpty();
    }

    private static void answer(ScriptedLink server, String message) {
        if (JsonRpcMessage.parse(message.getBytes(StandardCharsets.UTF_8)) instanceof JsonRpcMessage.Request request) {
            server.answers(
                    request.id().text(),
                    switch (request.method()) {
                        case "tools/list" -> TOOLS;
                        case "tools/call" -> CALLED;
                        default -> "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}}}";
                    });
        }
    }

    private static String result(String id, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
    }

    private void initialize(McpServerLink link) {
        heard.ask(link, 1, "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}");
    }

    private List<String> tools(McpServerLink link) {
        return heard
                .ask(link, 3, "tools/list", "{}")
                .getJsonObject("result")
                .getJsonArray("tools")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(tool -> tool.getString("name"))
                .toList();
    }

    private String call(McpServerLink link, String tool) {
        JsonObject answer = heard.ask(link, 3, "tools/call", "{\"name\":\"" + tool + "\"}");
        return answer.containsKey("error")
                ? answer.getJsonObject("error").getString("message")
                : answer.getJsonObject("result").getString("said");
    }

    private List<String> calls() {
        return servers.stream()
                .flatMap(server -> server.sent().stream())
                .filter(message -> message.contains("tools/call"))
                .toList();
    }

    private static ToolRule denying(String pattern) {
        return new ToolRule(List.of(), List.of(NamePattern.of(pattern)));
    }

    private static Service inside(String name, ToolRule tools) {
        return new Service.InProcess(name, "inside", options(tools));
    }

    private static Service group(ToolRule tools, Service... members) {
        return new Service.Group("all", List.of(members), options(tools));
    }

    private static ServiceOptions options(ToolRule tools) {
        return new ServiceOptions(Set.of(), Optional.empty(), false, ServiceOptions.NONE.children(), tools);
    }
}
