package org.mcpgateway.bridge.jsonrpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class Utf8Test {

    /** A lone continuation byte, an overlong slash, half a character, a surrogate, beyond the last plane. */
    @ParameterizedTest
    @ValueSource(strings = {"7b22ac227d", "c0af", "22f09f91", "eda080", "f4908080"})
    void bytes_that_are_no_utf_8_are_refused(String bytes) {
        assertThatThrownBy(() -> Utf8.require(HexFormat.of().parseHex(bytes)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("no UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"name\":\"ü漢👋\"}"})
    void text_is_taken(String text) {
        assertThatCode(() -> Utf8.require(text.getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_long_text_is_looked_through_to_its_end() {
        byte[] text = ("ü" + "漢👋".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
        assertThatCode(() -> Utf8.require(text)).doesNotThrowAnyException();
        text[text.length - 1] = 'x';
        assertThatThrownBy(() -> Utf8.require(text)).isInstanceOf(MalformedJsonException.class);
    }
}
