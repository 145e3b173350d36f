package org.mcpgateway.bridge.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.config.InvalidConfigurationException;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.RedisServer;
import org.mcpgateway.bridge.support.TestConfig;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UserVaultTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String SEALED = "AWMNzSkBAgMEBQYHCAkKCwx22TmnieDdRdNWmyCPRWLA8qW11DoMozl0";

    private static RedisServer redis;

    private final UserVault vault = vault("VAULT_KEY", KEY, "BASE_DOMAIN", "example.com");

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        redis.client().<String, String>getMap(RedisKeys.vault("github:4711 ü")).put("NOTES_KEY", SEALED);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "AAECAwQFBgcICQoLDA0ODw==", "not base64 at all!"})
    void a_key_that_is_none_stops_the_deployment_and_is_not_told(String key) {
        assertThatThrownBy(() -> TestConfig.of("VAULT_KEY", key))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("VAULT_KEY")
                .hasMessageNotContaining(key);
    }

    @Test
    void a_secret_that_is_not_there_is_asked_for_at_the_account_page() {
        assertThatThrownBy(() -> vault.require("github:1", "NOTES_KEY"))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining("NOTES_KEY")
                .hasMessageContaining("https://auth.example.com/account");
        assertThatThrownBy(() -> vault.require("github:4711 %C3%BC", "OTHER"))
                .isInstanceOf(MissingSecretException.class);
    }

    @Test
    void nobody_has_no_secrets() {
        assertThatThrownBy(() -> vault.require("", "NOTES_KEY")).hasMessageContaining("nobody has signed in");
    }

    @Test
    void without_a_key_there_are_none() {
        assertThatThrownBy(() -> vault("BASE_DOMAIN", "example.com").require("github:1", "A"))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("VAULT_KEY");
    }

    @Test
    void the_user_is_the_one_of_the_header_which_is_percent_encoded() {
        assertThat(vault.require("github:4711 %C3%BC", "NOTES_KEY")).isEqualTo("s3cret-ß");
    }

    @Test
    void where_the_authorization_server_writes_is_where_it_is_read() {
        assertThat(RedisKeys.vault("github:4711 ü"))
                .isEqualTo("oauth:vault:Uvx7SJ5Ut1uiiCGkFDRcFg17nhXKr0cDTycE001--Os");
    }

    @Test
    void the_key_is_not_printed() {
        assertThat(TestConfig.of("VAULT_KEY", KEY).vault().toString()).doesNotContain(KEY);
    }

    private static UserVault vault(String... settings) {
        return new UserVault(
                Optional.of(redis.client()), TestConfig.of(settings).vault());
    }
}
