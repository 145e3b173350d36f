package org.mcpgateway.bridge.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.McpServerLink;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentifiedLinkTest {

    private final List<String> sent = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{ \"a\" : 1 } }",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"_meta\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"_meta\":{\"b\":[]},\"a\":1}}"
            })
    void every_request_says_who_is_calling(String request) {
        link().send(bytes(request));

        assertThat(user(sent.getFirst())).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"org.mcpgateway/caller\":{\"userId\":\"root\"}",
                "\"org.mcpgateway/caller\":{\"userId\":\"root\"},\"org.mcpgateway/caller\":{\"userId\":\"root\"}",
                "\"org.mcpgateway\\/c\\u0061ller\":{\"userId\":\"root\"}",
                "\"ORG.mcpgateway/Caller\":{\"userId\":\"root\"}"
            })
    void what_the_client_says_of_itself_is_taken_out_and_nothing_else(String said) {
        link().send(bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"_meta\":{\"progressToken\":7,"
                + said + "},\"a\":[1.50]}}"));

        assertThat(sent.getFirst()).doesNotContain("root").contains("\"progressToken\":7", "\"a\":[1.50]");
        assertThat(user(sent.getFirst())).isEqualTo("42");
    }

    @Test
    void a_request_that_its_caller_may_write_says_so_too() {
        link().call(bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}"));

        assertThat(sent).hasSize(2).first().isEqualTo("by its caller");
        assertThat(user(sent.getLast())).isEqualTo("42");
    }

    @Test
    void notifications_go_as_they_are() {
        String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
        link().send(bytes(notification));

        assertThat(sent).containsExactly(notification);
    }

    private static String user(String message) {
        return RawJson.parse(bytes(message))
                .path("params", "_meta", IdentifiedLink.NAME, "userId")
                .flatMap(RawJson::string)
                .orElseThrow();
    }

    private McpServerLink link() {
        McpServerLink recording = new McpServerLink() {
            @Override
            public void send(byte[] message) {
                sent.add(new String(message, StandardCharsets.UTF_8));
            }

            @Override
            public void call(byte[] request) {
                sent.add("by its caller");
                send(request);
            }

            @Override
            public void close() {
                sent.clear();
            }
        };
        return new IdentifiedLink(recording, new Caller("42", "ada", "", "client"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
