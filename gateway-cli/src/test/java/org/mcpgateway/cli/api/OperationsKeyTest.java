package org.mcpgateway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OperationsKeyTest {

    @Test
    void what_is_no_such_key_has_no_public_half() {
        assertThat(OperationsKey.of("")).isEmpty();
        assertThat(OperationsKey.of("not base64!")).isEmpty();
        assertThat(OperationsKey.of(NewSecrets.vaultKey())).isEmpty();
    }

    @Test
    void the_public_half_follows_from_the_secret() {
        OperationsKey made = OperationsKey.generate();

        assertThat(OperationsKey.of(made.secret())).contains(made);
    }

    /** RFC 8032 s7.1, test 1. */
    @Test
    void the_vector_of_the_RFC_is_met() {
        String secret = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

        assertThat(OperationsKey.of(secret))
                .map(OperationsKey::publicHalf)
                .contains("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }
}
