package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BASE_DOMAIN",
                "ACME_EMAIL",
                "GITHUB_CLIENT_ID",
                "GITHUB_CLIENT_SECRET",
                "ALLOWED_GITHUB_USERS",
                "JWT_PRIVATE_KEY_B64",
                "REDIS_PASSWORD"
            })
    void a_key_that_is_missing_or_empty_is_named(String key) {
        assertThatThrownBy(() -> check(new TestSettings().without(key)))
                .isInstanceOfSatisfying(CommandException.class, this::isInvalidSetting)
                .hasMessageStartingWith(key + " is not set in /srv/gateway/.env: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> check(new TestSettings().with(key, " ")))
                .hasMessageStartingWith(key + " is not set in /srv/gateway/.env: ");
    }

    @ParameterizedTest
    @CsvSource({
        "BASE_DOMAIN, localhost",
        "BASE_DOMAIN, https://example.com",
        "BASE_DOMAIN, Example.com",
        "BASE_DOMAIN, example.com`) || Host(`evil",
        "ACME_EMAIL, operator",
        "JWT_ALGORITHM, none",
        "JWT_PRIVATE_KEY_B64, !!!",
        "JWT_PRIVATE_KEY_B64, c2VjcmV0",
        "REDIS_PASSWORD, a b",
        "REDIS_PASSWORD, 'a\"b'",
        "CLIENT_LIFETIME, 90d",
        "ACCESS_TOKEN_LIFETIME, -1",
        "GATEWAY_ISSUER, issuer.example.net",
        "GITHUB_BASE_URL, ftp://github.com",
        "ACME_CHALLENGE, smtp"
    })
    void a_malformed_key_is_named_without_its_value(String key, String value) {
        assertThatThrownBy(() -> check(new TestSettings().with(key, value)))
                .isInstanceOfSatisfying(CommandException.class, this::isInvalidSetting)
                .hasMessageStartingWith(key + " in /srv/gateway/.env must ")
                .hasMessageNotContaining(value)
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_shared_secret_must_be_long_enough() {
        var settings = new TestSettings().with("JWT_ALGORITHM", "HS256").without("JWT_PRIVATE_KEY_B64");

        assertThatThrownBy(() -> check(settings)).hasMessageStartingWith("GATEWAY_JWT_SECRET is not set in ");
        assertThatThrownBy(() -> check(settings.with("GATEWAY_JWT_SECRET", "short")))
                .hasMessage("GATEWAY_JWT_SECRET in /srv/gateway/.env must have at least 32 characters");
        assertThatNoException().isThrownBy(() -> check(settings.with("GATEWAY_JWT_SECRET", "x".repeat(32))));
    }

    @Test
    void a_dns_challenge_needs_its_provider() {
        assertThatThrownBy(() -> check(new TestSettings().with("ACME_CHALLENGE", "dns")))
                .hasMessageStartingWith("ACME_DNS_PROVIDER is not set in ");
    }

    @Test
    void a_secret_may_come_from_a_file() {
        assertThatNoException()
                .isThrownBy(() -> check(new TestSettings()
                        .without("GITHUB_CLIENT_SECRET")
                        .with("GITHUB_CLIENT_SECRET_FILE", "/run/secrets/github")));
    }

    @Test
    void every_fault_is_told_and_the_first_says_how_many_there_are() {
        var settings = new TestSettings()
                .without("ACME_EMAIL")
                .with("CLIENT_LIFETIME", "90d")
                .with("GITHUB_API_URL", "api.github.com");

        assertThat(new SettingsCheck(settings.settings()).faults())
                .extracting(fault -> fault.replaceFirst(" .*", ""))
                .containsExactlyInAnyOrder("ACME_EMAIL", "CLIENT_LIFETIME", "GITHUB_API_URL");
        assertThatThrownBy(() -> check(settings))
                .hasMessageStartingWith("ACME_EMAIL is not set")
                .hasMessageEndingWith("(and 2 more: ./gateway doctor names them all)");
    }

    private static void check(TestSettings settings) {
        new SettingsCheck(settings.settings()).run();
    }

    private void isInvalidSetting(CommandException failure) {
        assertThat(failure.exitCode()).isEqualTo(ExitCode.SETTING_INVALID);
    }
}
