package org.mcpgateway.bridge.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvelopeScannerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"id\":null}",
                "{\"params\":{\"id\":1,\"method\":\"x\"},\"method\":\"m\"}",
                "{\"params\":\"\\\"id\\\":1\",\"method\":\"m\"}"
            })
    void nobody_waits_for_a_notification(String message) {
        EnvelopeScanner envelope = scan(message);

        assertThat(envelope.id()).isEmpty();
        assertThat(envelope.method()).isEqualTo("m");
        assertThat(envelope.isRequest()).isFalse();
        assertThat(envelope.isResponse()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"id\":8,\"a\":[1,{\"method\":\"x\"}]}}",
                "{\"result\":{\"text\":\"a\\\\\\\"},\\\"id\\\":9\"},\"jsonrpc\":\"2.0\",\"id\":7}",
                " { \"id\" : 7 , \"result\" : true } "
            })
    void an_answer_has_the_outermost_id_wherever_it_stands(String message) {
        EnvelopeScanner envelope = scan(message);

        assertThat(envelope.id()).contains("7");
        assertThat(envelope.isResponse()).isTrue();
        assertThat(envelope.isError()).isFalse();
    }

    @Test
    void an_error_is_one() {
        assertThat(scan("{\"id\":\"a\\\"b\",\"error\":{\"code\":1}}").isError()).isTrue();
        assertThat(scan("{\"id\":\"a\\\"b\",\"error\":{\"code\":1}}").id()).contains("\"a\\\"b\"");
    }

    @Test
    void a_request_has_both() {
        EnvelopeScanner envelope = scan("{\"method\":\"tools/call\",\"id\":\"x\",\"params\":{}}");

        assertThat(envelope.isRequest()).isTrue();
        assertThat(envelope.method()).isEqualTo("tools/call");
    }

    @Test
    void it_does_not_matter_where_the_bytes_are_cut() {
        byte[] message = "{\"result\":{\"t\":\"ü\\\"\"},\"id\":12345}".getBytes(StandardCharsets.UTF_8);
        EnvelopeScanner envelope = new EnvelopeScanner();
        for (int i = 0; i < message.length; i++) {
            envelope.feed(message, i, i + 1);
        }

        assertThat(envelope.id()).contains("12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "}}}}", "hello", "{\"id\":{\"a\":1}}", "[1,2,3]", "{\"id\""})
    void what_is_no_message_has_no_id(String text) {
        assertThat(scan(text).id()).isEmpty();
    }

    @Test
    void an_id_longer_than_any_reasonable_one_is_none() {
        assertThat(scan("{\"id\":\"" + "x".repeat(10_000) + "\"}").id()).isEmpty();
    }

    private static EnvelopeScanner scan(String message) {
        return EnvelopeScanner.of(message.getBytes(StandardCharsets.UTF_8));
    }
}
