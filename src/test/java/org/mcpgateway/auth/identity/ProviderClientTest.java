package org.mcpgateway.auth.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.config.InvalidConfigurationException;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.support.DocumentServer;

/** Calls to a provider whose certificate comes from an authority of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderClientTest {

    @TempDir
    private static Path folder;

    private static DocumentServer provider;

    @BeforeAll
    static void start() {
        provider = DocumentServer.start(folder);
        provider.publish("/user", 200, "{\"login\":\"octocat\"}");
        provider.publish("/token", 401, "{\"error\":\"invalid_client\",\"error_description\":\"Bearer gho_secret\"}");
        provider.publish("/moved", 302, "{}", "Location", provider.address("/user"));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused() {
        assertThatThrownBy(() -> client(Optional.empty()).get(address("/user")))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE));
    }

    @Test
    void a_file_that_holds_no_certificate_stops_the_deployment() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nno\n");

        for (Path file : List.of(garbage, folder.resolve("missing.pem"))) {
            assertThatThrownBy(() -> client(Optional.of(file)))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("IDENTITY_CA");
        }
    }

    @Test
    void a_redirect_is_not_followed() {
        assertThatThrownBy(() -> trusting().get(address("/moved"), "token"))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        e -> assertThat(e.detail().orElseThrow()).contains("answered 302"));
    }

    @Test
    void of_an_error_only_its_code_is_kept() {
        assertThatThrownBy(() -> trusting().post(address("/token"), Map.of("code", "x")))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        e -> assertThat(e.detail().orElseThrow()).endsWith("answered 401 invalid_client"));
    }

    @Test
    void an_authority_of_the_operators_is_trusted() {
        assertThat(trusting().get(address("/user")).asJsonObject().getString("login"))
                .isEqualTo("octocat");
    }

    private static ProviderClient trusting() {
        return client(Optional.of(provider.certificate()));
    }

    private static URI address(String path) {
        return URI.create(provider.address(path));
    }

    private static ProviderClient client(Optional<Path> authorities) {
        return new ProviderClient(new IdentitySettings(
                Optional.empty(), List.of(), true, List.of(), Duration.ofSeconds(20), authorities));
    }
}
