package org.mcpgateway.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SealTest {

    private final Seal seal = new Seal("test");

    @Test
    void another_secret_does_not_open_it() {
        assertThat(seal.open("other", seal.close("secret", "text"))).isEmpty();
    }

    @Test
    void another_purpose_does_not_open_it() {
        assertThat(new Seal("other").open("secret", seal.close("secret", "text")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"version\":1}", "AAAA", "%"})
    void what_was_never_sealed_does_not_open(String text) {
        assertThat(seal.open("secret", text)).isEmpty();
    }

    @Test
    void a_changed_seal_does_not_open() {
        String sealed = seal.close("secret", "text");
        String changed = (sealed.charAt(0) == 'A' ? "B" : "A") + sealed.substring(1);

        assertThat(seal.open("secret", changed)).isEmpty();
    }

    @Test
    void the_secret_opens_it() {
        String sealed = seal.close("secret", "Grüße");

        assertThat(sealed).doesNotContain("Gr");
        assertThat(seal.open("secret", sealed)).contains("Grüße");
    }
}
