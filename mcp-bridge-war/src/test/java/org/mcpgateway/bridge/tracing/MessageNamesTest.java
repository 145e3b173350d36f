package org.mcpgateway.bridge.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.jsonrpc.RawJson;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessageNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1,\"result\":{}}", "[{\"method\":\"ping\"}]", "{\"method\":7}", "3"})
    void what_is_no_request_and_no_notification_has_none(String message) {
        assertThat(names(message)).isEmpty();
    }

    @Test
    void a_call_of_a_tool_has_that_of_the_tool() {
        MessageNames names = names("{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get.it\"}}")
                .orElseThrow();

        assertThat(names.span()).isEqualTo("tools/call get.it");
        assertThat(names.call()).isTrue();
    }

    @Test
    void what_looks_like_no_name_is_not_shown() {
        MessageNames odd = names("{\"method\":\"say this: a secret\"}").orElseThrow();
        MessageNames tool = names("{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a secret\"}}")
                .orElseThrow();

        assertThat(odd.span()).isEqualTo("_OTHER");
        assertThat(odd.call()).isFalse();
        assertThat(tool.span()).isEqualTo("tools/call");
    }

    @Test
    void an_answer_that_is_an_error_of_the_protocol_or_of_a_tool_is_a_failure() {
        assertThat(failure("{\"id\":1,\"error\":{\"code\":-32601,\"message\":\"m\"}}"))
                .contains(new Failure(Optional.of("-32601"), Optional.of(-32601L)));
        assertThat(failure("{\"id\":1,\"error\":\"odd\"}"))
                .contains(new Failure(Optional.of("_OTHER"), Optional.empty()));
        assertThat(failure("{\"id\":1,\"result\":{\"isError\":true}}"))
                .contains(new Failure(Optional.of("tool_error"), Optional.empty()));
        assertThat(failure("{\"id\":1,\"result\":{\"isError\":false}}"))
                .contains(new Failure(Optional.empty(), Optional.empty()));
    }

    @Test
    void what_is_no_answer_ends_nothing() {
        assertThat(failure("{\"method\":\"notifications/progress\"}")).isEmpty();
        assertThat(failure("no JSON")).isEmpty();
    }

    private static Optional<MessageNames> names(String message) {
        return MessageNames.of(RawJson.parse(bytes(message)));
    }

    private static Optional<Failure> failure(String message) {
        return Failure.of(bytes(message));
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }
}
