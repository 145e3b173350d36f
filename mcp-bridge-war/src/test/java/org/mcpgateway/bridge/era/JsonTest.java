package org.mcpgateway.bridge.era;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonTest {

    @Test
    void half_a_surrogate_pair_stays_what_it_is() {
        assertThat(written("{\"text\":\"\\ud83d \\udc4b\"}")).isEqualTo("{\"text\":\"\\ud83d \\udc4b\"}");
    }

    @Test
    void a_whole_pair_is_written_as_the_character_it_is() {
        assertThat(written("{\"\\ud83d\\udc4b\":\"\\ud83d\\udc4b\"}")).isEqualTo("{\"👋\":\"👋\"}");
    }

    @Test
    void control_characters_and_separators_of_lines_survive() {
        assertThat(written("{\"text\":\"\\u0000\\n\u2028\"}")).isEqualTo("{\"text\":\"\\u0000\\n\u2028\"}");
    }

    private static String written(String json) {
        byte[] bytes =
                Json.bytes(Json.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow());
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
