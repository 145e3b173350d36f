package org.mcpgateway.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.oauth.OAuthException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonBodyTest {

    @ParameterizedTest
    @MethodSource
    void what_is_no_bounded_object_is_refused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(OAuthException.class);
    }

    static Stream<String> what_is_no_bounded_object_is_refused() {
        return Stream.of(
                "", "[]", "null", "{\"a\":" + "9".repeat(5_000) + "}", "{\"a\":".repeat(3_000), "[".repeat(60_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e3", "1e400", "9223372036854775807", "99999999999999999999"})
    void a_number_that_no_time_has_is_refused(String number) throws IOException {
        JsonBody body = read("{\"n\":" + number + "}");

        assertThatThrownBy(() -> body.number("n")).isInstanceOf(OAuthException.class);
    }

    @Test
    void a_whole_number_is_read() throws IOException {
        assertThat(read("{\"n\":1760000000}").number("n")).contains(1_760_000_000L);
        assertThat(read("{}").number("n")).isEmpty();
    }

    private static JsonBody read(String json) throws IOException {
        return JsonBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
