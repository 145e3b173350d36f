package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Token revocation (RFC 7009), its errors first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RevocationIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final TestApp APP = TestApp.confidentialClient(SERVER);

    private final TestClient client = SERVER.client();
    private final JsonObject tokens = APP.tokens(new Person(SERVER, "alice"));
    private final String accessToken = tokens.getString("access_token");
    private final String refreshToken = tokens.getString("refresh_token");

    @Test
    void without_client_authentication_nothing_is_revoked() {
        assertThat(client.form("/revoke", "token", accessToken).status()).isEqualTo(400);
        assertThat(client.form("/revoke", "token", accessToken, "client_id", APP.clientId())
                        .status())
                .isEqualTo(401);
        assertThat(client.form("/revoke", "token", accessToken, "client_id", APP.clientId(), "client_secret", "wrong")
                        .error())
                .isEqualTo("invalid_client");
        assertThat(TestApp.verify(SERVER, accessToken, "time").status()).isEqualTo(200);
    }

    @Test
    void a_missing_or_repeated_token_is_an_invalid_request() {
        assertThat(APP.send("/revoke").error()).isEqualTo("invalid_request");
        assertThat(APP.send("/revoke", "token", "a", "token", "b").error()).isEqualTo("invalid_request");
    }

    @Test
    void another_clients_tokens_are_refused_and_live_on() {
        TestApp other = TestApp.publicClient(SERVER);

        assertThat(other.send("/revoke", "token", accessToken).error()).isEqualTo("unauthorized_client");
        assertThat(other.send("/revoke", "token", refreshToken).error()).isEqualTo("unauthorized_client");

        assertThat(TestApp.verify(SERVER, accessToken, "time").status()).isEqualTo(200);
        assertThat(APP.refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_token_is_answered_200() {
        Answer answer = APP.send("/revoke", "token", "unknown", "token_type_hint", "x");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_revoked_access_token_is_refused_at_once_and_its_refresh_token_lives() {
        assertThat(APP.send("/revoke", "token", accessToken, "token_type_hint", "refresh_token")
                        .status())
                .isEqualTo(200);

        assertThat(TestApp.verify(SERVER, accessToken, "time").status()).isEqualTo(401);
        assertThat(APP.refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void a_revoked_refresh_token_ends_its_family_and_its_access_tokens() {
        JsonObject next = APP.refresh(refreshToken).json();

        assertThat(APP.send("/revoke", "token", next.getString("refresh_token")).status())
                .isEqualTo(200);

        assertThat(APP.refresh(next.getString("refresh_token")).error()).isEqualTo("invalid_grant");
        assertThat(TestApp.verify(SERVER, accessToken, "time").status()).isEqualTo(401);
        assertThat(TestApp.verify(SERVER, next.getString("access_token"), "time")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_refresh_token_used_up_before_still_ends_its_family() {
        JsonObject next = APP.refresh(refreshToken).json();

        APP.send("/revoke", "token", refreshToken);

        assertThat(APP.refresh(next.getString("refresh_token")).error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_public_client_revokes_its_own_token_by_its_client_id() {
        TestApp publicApp = TestApp.publicClient(SERVER);
        String token = publicApp.tokens(new Person(SERVER, "bob")).getString("access_token");

        assertThat(publicApp.send("/revoke", "token", token).status()).isEqualTo(200);
        assertThat(TestApp.verify(SERVER, token, "time").status()).isEqualTo(401);
    }
}
