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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"method\":\"b\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"m\\u0065thod\":\"b\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{\"b\":1},\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{\"_meta\":{},\"_meta\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"a\"}",
            })
    void what_a_reader_that_takes_the_first_of_equal_names_would_read_otherwise_is_refused(String message) {
        assertThatThrownBy(() -> parse(message))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void names_further_in_are_the_servers_own() {
        assertThat(parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\","
                        + "\"params\":{\"arguments\":{\"ID\":1,\"_META\":{},\"a\":1,\"a\":2},\"Metadata\":1}}"))
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\",\"n\\u0061me\":\"a\"}",
                "{\"name\":\"a\",\"NAME\":\"b\"}",
                "{\"Name\":\"a\"}",
                "{\"other\":\"a\"}",
                "[\"name\"]",
            })
    void a_member_that_readers_may_see_differently_is_not_the_sole_one(String object) {
        assertThat(RawJson.parse(object.getBytes(StandardCharsets.UTF_8)).soleMember("name"))
                .isEmpty();
    }

    @Test
    void a_sole_member_is_found_however_its_name_is_written() {
        assertThat(RawJson.parse("{\"a\":{\"Name\":1},\"n\\u0061me\":\"x\"}".getBytes(StandardCharsets.UTF_8))
                        .soleMember("name")
                        .flatMap(RawJson::string))
                .contains("x");
    }

    private static JsonRpcMessage parse(String message) {
        return JsonRpcMessage.parse(message.getBytes(StandardCharsets.UTF_8));
    }
}
