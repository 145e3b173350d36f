package org.mcpgateway.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.TestRequest;

/** What the question at {@code /verify} is about, and whose word counts on it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AskedAddressTest {

    private static final Map<String, String> CLAIMED = Map.of(
            "X-Forwarded-Uri", "/services/everything/mcp",
            "X-Forwarded-Method", "OPTIONS",
            "X-Forwarded-Host", "evil.example",
            "X-Forwarded-Proto", "https",
            "Host", "time.gateway.test");

    @Test
    void what_a_stranger_claims_of_the_request_counts_for_nothing() {
        var request = TestRequest.of("192.0.2.66", "POST", "/verify", CLAIMED);

        assertThat(AskedAddress.of(request, false))
                .contains(new AskedAddress("POST", "http", "time.gateway.test", "/verify"));
    }

    @Test
    void a_proxys_word_counts_and_the_query_is_left_out() {
        var request = TestRequest.of(
                "10.0.0.1",
                "GET",
                "/verify",
                Map.of(
                        "X-Forwarded-Uri", "/mcp?access_token=x",
                        "X-Forwarded-Method", "POST",
                        "X-Forwarded-Host", "Time.gateway.test:443",
                        "X-Forwarded-Proto", "https"));

        assertThat(AskedAddress.of(request, true))
                .contains(new AskedAddress("POST", "https", "time.gateway.test", "/mcp"));
    }
}
