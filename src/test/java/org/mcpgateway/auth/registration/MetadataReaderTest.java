package org.mcpgateway.auth.registration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcpgateway.auth.oauth.OAuthException;

/** What no client's metadata is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetadataReaderTest {

    @ParameterizedTest
    @MethodSource
    void it_is_refused_as_metadata(String json) {
        assertThatThrownBy(() -> MetadataReader.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OAuthException.class);
    }

    static Stream<String> it_is_refused_as_metadata() {
        return Stream.of(
                "",
                "[]",
                "null",
                "{\"a\":" + "9".repeat(5_000) + "}",
                "{\"a\":1e99999999999}",
                "{\"a\":" + "[".repeat(20_000));
    }
}
