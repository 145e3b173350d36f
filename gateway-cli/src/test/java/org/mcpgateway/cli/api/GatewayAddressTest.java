package org.mcpgateway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Tokens and secrets are sent to this address. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GatewayAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example.com",
                "http://10.0.0.5:8080",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://0.0.0.0:8080",
                "https://operator:secret@auth.example.com",
                "http://127.0.0.1@auth.example.com",
                "https://auth.example.com?to=elsewhere",
                "https://auth.example.com#part",
                "ftp://auth.example.com",
                "auth.example.com",
                "https://",
                "https://auth example"
            })
    void an_address_that_would_show_what_is_sent_there_is_refused_and_not_repeated(String address) {
        assertThatThrownBy(() -> of(Map.of("GATEWAY_URL", address)))
                .isInstanceOfSatisfying(CommandException.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.getMessage()).doesNotContain("secret");
                });
        assertThatThrownBy(() -> of(Map.of("GATEWAY_ADMIN_URL", address))).isInstanceOf(CommandException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://auth.example.com/, https://auth.example.com",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://[::1]:8080/, http://[::1]:8080",
        "http://localhost, http://localhost"
    })
    void https_and_this_machine_are_good(String address, String issuer) {
        assertThat(of(Map.of("GATEWAY_URL", address)).issuer()).hasToString(issuer);
    }

    private static GatewayAddress of(Map<String, String> settings) {
        return GatewayAddress.of(Optional.empty(), Optional.empty(), new OperatorSettings(settings));
    }
}
