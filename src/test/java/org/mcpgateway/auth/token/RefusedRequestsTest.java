package org.mcpgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** A request that is refused for what it says uses nothing up: its client corrects it and sends it again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedRequestsTest {
    private static final String GRANTED = "https://time.gateway.test/mcp";

    private final TestIssuing issuing = new TestIssuing();
    private final ClientRecord client = issuing.client();
    private final UserIdentity user = TestIssuing.user();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource=https://other.example/mcp",
                "resource=https://auth.gateway.test/admin/api",
                "resource=none",
                "scope=mcp&scope=openid"
            })
    void a_refresh_token_is_current_after_a_refused_request_when_the_grace_is_over(String wrong) {
        String token = refreshToken();

        refuses(() -> refresh(token, wrong));
        issuing.clock.advance(TestIssuing.GRACE.plusMillis(1));

        assertThat(refresh(token, "").refreshToken()).isPresent();
    }

    @Test
    void a_used_up_refresh_token_ends_its_family_whatever_else_is_asked_for() {
        String token = refreshToken();
        String successor = refresh(token, "").refreshToken().orElseThrow();
        issuing.clock.advance(TestIssuing.GRACE.plusMillis(1));

        refuses(() -> refresh(token, "resource=https://auth.gateway.test/admin/api"));

        assertThat(issuing.refreshTokens.find(successor)).isEmpty();
    }

    @Test
    void another_client_learns_nothing_of_the_resources_of_a_refresh_token() {
        String token = refreshToken();

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> issuing.refreshGrant.exchange(
                        issuing.client(),
                        RequestParameters.parse(
                                "refresh_token=" + token + "&resource=https://auth.gateway.test/admin/api")))
                .satisfies(e -> assertThat(e.error()).isEqualTo(OAuthError.INVALID_GRANT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource=https://other.example/mcp",
                "resource=none",
                "redirect_uri=https://app.example.com/callback&redirect_uri=https://app.example.com/callback"
            })
    void a_code_may_be_redeemed_after_a_request_that_no_code_would_have_made_right(String wrong) {
        issuing.consent(user, client);
        String code = issuing.code(user, client.clientId(), issuing.random.identifier());

        refuses(() -> redeem(code, wrong));

        assertThat(redeem(code, "").refreshToken()).isPresent();
    }

    private String refreshToken() {
        return issuing.refreshTokens.start(
                issuing.random.identifier(),
                new RefreshTokenFamily(1, client.clientId(), user, "mcp", List.of(GRANTED), issuing.clock.instant()));
    }

    private TokenResponse refresh(String token, String more) {
        return issuing.refreshGrant.exchange(client, RequestParameters.parse("refresh_token=" + token + "&" + more));
    }

    private TokenResponse redeem(String code, String more) {
        return issuing.codeGrant.exchange(
                client,
                RequestParameters.parse("code=" + code + "&code_verifier=" + TestIssuing.VERIFIER + "&" + more));
    }

    private static void refuses(ThrowingCallable request) {
        assertThatExceptionOfType(OAuthException.class).isThrownBy(request);
    }
}
