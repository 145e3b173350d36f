package org.mcpgateway.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ForwardAuthSettingTest {

    @Test
    void where_it_is_not_set_nobody_is_asked() {
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://auth.example.com/verify", "http://127.0.0.1:8080/auth/verify", "/verify", "/auth/verify"
            })
    void it_is_an_address_or_a_path_of_the_same_server(String value) {
        assertThat(read(value)).contains(URI.create(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "/",
                "//auth.example.com/verify",
                "/auth/",
                "/../verify",
                "/verify?a=b",
                "/verify;a",
                "/%76erify",
                "ftp://auth.example.com/verify",
                "https:///verify"
            })
    void nothing_else_starts_the_bridge(String value) {
        assertThatThrownBy(() -> read(value))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "FORWARD_AUTH_URL must be an address that begins with http:// or https://, or a path of this server");
    }

    private static Optional<URI> read(String value) {
        return new ConfigReader(key -> Optional.of(value)).uriOrPath("FORWARD_AUTH_URL", "http", "https");
    }
}
