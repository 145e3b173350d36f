package org.mcpgateway.bridge.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same vectors are sealed by {@code org.mcpgateway.auth.vault.UserVaultStoreTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VaultCipherTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String PREVIOUS = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final String SEALED = "AWMNzSkBAgMEBQYHCAkKCwx22TmnieDdRdNWmyCPRWLA8qW11DoMozl0";
    private static final String SEALED_BEFORE = "AXLbtzMBAgMEBQYHCAkKCwwfUOc+4/Fx6HRl7OHT8fgl5g0y6dyC";
    private static final String USER = "github:4711 ü";

    private final VaultCipher cipher = new VaultCipher(KEY, Optional.of(PREVIOUS));

    @Test
    void it_does_not_open_for_another_user_or_name() {
        assertThat(cipher.open("github:4712 ü", "NOTES_KEY", SEALED)).isEmpty();
        assertThat(cipher.open(USER, "OTHER", SEALED)).isEmpty();
    }

    @Test
    void it_does_not_open_when_a_bit_has_changed() {
        byte[] bytes = Base64.getDecoder().decode(SEALED);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(cipher.open(USER, "NOTES_KEY", Base64.getEncoder().encodeToString(changed)))
                    .as("byte %s", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ==", "not base64!", "AWMNzSkBAgMEBQYHCAkKCw=="})
    void what_was_never_sealed_does_not_open(String text) {
        assertThat(cipher.open(USER, "NOTES_KEY", text)).isEmpty();
    }

    @Test
    void it_opens_what_the_authorization_server_seals() {
        assertThat(cipher.open(USER, "NOTES_KEY", SEALED)).contains("s3cret-ß");
    }

    @Test
    void it_opens_what_the_key_before_has_sealed_as_long_as_it_is_known() {
        assertThat(cipher.open(USER, "NOTES_KEY", SEALED_BEFORE)).contains("before");
        assertThat(new VaultCipher(KEY, Optional.empty()).open(USER, "NOTES_KEY", SEALED_BEFORE))
                .isEmpty();
    }
}
