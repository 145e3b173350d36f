package org.mcpgateway.bridge.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message must be before a server sees it (MCP, basic, Messages). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonRpcMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":\"a\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":1}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\",\"params\":[1]}",
            })
    void parameters_that_are_no_object_are_refused(String message) {
        assertThatThrownBy(() -> parse(message)).isInstanceOf(InvalidMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":[],\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "[]",
            })
    void what_is_no_message_is_refused(String message) {
        assertThatThrownBy(() -> parse(message)).isInstanceOf(InvalidMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{\"_meta\":{},\"_META\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{\"_Meta\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{\"\\u005fMETA\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{},\"PARAMS\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"param\u017f\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"ID\":2,\"method\":\"a\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"Method\":\"b\"}",
            })
    void what_a_reader_that_takes_names_in_any_case_would_read_otherwise_is_refused(String message) {
        assertThatThrownBy(() -> parse(message))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("case");
    }

    @Test
    void names_further_in_are_the_servers_own() {
        assertThat(parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\","
                        + "\"params\":{\"arguments\":{\"ID\":1,\"_META\":{}},\"Metadata\":1}}"))
                .isInstanceOf(JsonRpcMessage.Request.class);
        assertThat(parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"Method\":\"a\"}"))
                .isInstanceOf(JsonRpcMessage.Response.class);
    }

    @Test
    void a_request_may_have_parameters_or_none() {
        assertThat(parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                .isInstanceOf(JsonRpcMessage.Request.class);
        assertThat(parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":{}}}"))
                .isInstanceOf(JsonRpcMessage.Request.class);
    }

    private static JsonRpcMessage parse(String message) {
        return JsonRpcMessage.parse(message.getBytes(StandardCharsets.UTF_8));
    }
}
