package org.mcpgateway.auth.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiPartsTest {

    private final OpenApiParts parts = new OpenApiParts();

    @Test
    void two_parts_that_define_the_same_thing_are_refused() {
        parts.add(yaml("paths: {/token: {post: {summary: one}}}"));

        assertThatThrownBy(() -> parts.add(yaml("paths: {/token: {post: {summary: other}}}")))
                .hasMessageContaining("summary");
    }

    @Test
    void a_part_that_is_no_object_is_refused() {
        assertThatThrownBy(() -> parts.add(yaml("- 1"))).hasMessageContaining("no object");
    }

    @Test
    void a_part_that_wants_an_object_of_a_class_is_refused() {
        assertThatThrownBy(() -> parts.add(yaml("a: !!java.net.URL [\"http://127.0.0.1/\"]")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void objects_are_merged_and_arrays_are_appended() {
        parts.add(yaml("tags: [one]\npaths: {/a: {get: {}}}"));
        parts.add(yaml("tags: [other]\npaths: {/a: {post: {}}, /b: {}}"));

        assertThat(parts.document())
                .isEqualTo(Map.of(
                        "tags",
                        List.of("one", "other"),
                        "paths",
                        Map.of("/a", Map.of("get", Map.of(), "post", Map.of()), "/b", Map.of())));
    }

    private static InputStream yaml(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
