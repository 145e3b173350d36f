package org.mcpgateway.auth.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.config.VaultSettings;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.vault.UserVaultStore.Outcome;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UserVaultStoreTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final String user = "local:" + UUID.randomUUID();
    private final UserVaultStore vault = store(Optional.of(new Secret(KEY)));

    @Test
    void without_a_key_no_secrets_are_kept() {
        UserVaultStore none = store(Optional.empty());

        assertThat(none.isEnabled()).isFalse();
        assertThatThrownBy(() -> none.put(user, "A", new Secret("x"))).hasMessageContaining("VAULT_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a-b", "../a", "ä", "a\n"})
    void a_name_that_the_catalogue_could_not_hold_is_refused(String name) {
        assertThat(vault.put(user, name, new Secret("x"))).isEqualTo(Outcome.INVALID_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\0b"})
    void a_value_that_could_not_be_a_variable_is_refused(String value) {
        assertThat(vault.put(user, "A", new Secret(value))).isEqualTo(Outcome.INVALID_VALUE);
        assertThat(vault.put(user, "A", new Secret("x".repeat(8193)))).isEqualTo(Outcome.INVALID_VALUE);
        assertThat(vault.names(user)).isEmpty();
    }

    @Test
    void a_user_keeps_fifty_and_may_still_replace_one() {
        for (int i = 0; i < UserVaultStore.MOST_SECRETS; i++) {
            assertThat(vault.put(user, "S" + i, new Secret("x"))).isEqualTo(Outcome.KEPT);
        }

        assertThat(vault.put(user, "MORE", new Secret("x"))).isEqualTo(Outcome.TOO_MANY);
        assertThat(vault.put(user, "S7", new Secret("y"))).isEqualTo(Outcome.KEPT);
    }

    @Test
    void names_are_listed_in_order_and_are_each_user_s_own() {
        vault.put(user, "B", new Secret("x"));
        vault.put(user, "A", new Secret("x"));

        assertThat(vault.names(user)).containsExactly("A", "B");
        assertThat(vault.names("local:other-" + user)).isEmpty();
    }

    @Test
    void what_is_deleted_is_gone() {
        vault.put(user, "A", new Secret("x"));

        assertThat(vault.delete(user, "A")).isTrue();
        assertThat(vault.delete(user, "A")).isFalse();
        assertThat(vault.names(user)).isEmpty();
    }

    @Test
    void redis_holds_neither_the_value_nor_the_user() {
        vault.put(user, "TOKEN", new Secret("very-secret-value"));

        String key = RedisKeys.vault(Sha256.of(user));
        String sealed =
                RedisServer.shared().client().<String, String>getMap(key).get("TOKEN");
        assertThat(key).doesNotContain(user);
        assertThat(sealed).startsWith("AWMNz").doesNotContain("very");
        vault.put(user, "TOKEN", new Secret("very-secret-value"));
        assertThat(RedisServer.shared().client().<String, String>getMap(key).get("TOKEN"))
                .isNotEqualTo(sealed);
    }

    /** The bridge opens the same: {@code org.mcpgateway.bridge.vault.VaultCipherTest}. */
    @Test
    void what_is_sealed_is_what_the_bridge_opens() {
        byte[] nonce = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

        assertThat(new VaultCipher(KEY).seal("github:4711 ü", "NOTES_KEY", "s3cret-ß", nonce))
                .isEqualTo("AWMNzSkBAgMEBQYHCAkKCwx22TmnieDdRdNWmyCPRWLA8qW11DoMozl0");
        assertThat(RedisKeys.vault(Sha256.of("github:4711 ü")))
                .isEqualTo("oauth:vault:Uvx7SJ5Ut1uiiCGkFDRcFg17nhXKr0cDTycE001--Os");
    }

    private static UserVaultStore store(Optional<Secret> key) {
        return new UserVaultStore(
                RedisServer.shared().client(), new RandomTokens(), new VaultSettings(key, Optional.empty()));
    }
}
