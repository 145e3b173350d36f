package org.mcpgateway.auth.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search must find what it is there for: a test that finds nothing could also be one that does not look. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretLedgerTest {

    private final SecretLedger ledger = new SecretLedger();

    @BeforeEach
    void a_secret_exists() {
        ledger.add("password", "s3cret/with+signs=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "client:"})
    void it_is_found_in_base64_wherever_it_begins(String before) {
        String text = before + "s3cret/with+signs=" + "!";

        assertThat(ledger.in("log " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .hasSize(1);
        assertThat(ledger.in(Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n"))
                .hasSize(1);
    }

    @Test
    void it_is_found_plain_and_url_encoded() {
        assertThat(ledger.in("x=s3cret/with+signs=&y")).hasSize(1);
        assertThat(ledger.in("x=s3cret%2Fwith%2Bsigns%3D&y")).hasSize(1);
    }

    @Test
    void what_may_show_it_is_not_blamed() {
        assertThat(ledger.in("s3cret/with+signs=", "password")).isEmpty();
        assertThat(ledger.in("nothing of it")).isEmpty();
    }
}
