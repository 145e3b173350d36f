package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * Client authentication (RFC 6749 s2.3.1, OAuth 2.1 s2.4): exactly one method, and never around a secret. A request
 * that gets past it is answered {@code invalid_grant} here, since its refresh token is unknown.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientAuthenticationIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final String[] REFRESH = {"grant_type", "refresh_token", "refresh_token", "unknown"};

    private final TestClient client = SERVER.client();

    @Test
    void a_confidential_client_without_its_secret_is_refused() {
        TestApp app = TestApp.confidentialClient(SERVER);

        assertThat(form("client_id", app.clientId()).error()).isEqualTo("invalid_client");
        assertThat(form("client_id", app.clientId(), "client_secret", "").error())
                .isEqualTo("invalid_client");
    }

    @Test
    void a_wrong_secret_is_refused() {
        TestApp app = TestApp.confidentialClient(SERVER);

        assertThat(form("client_id", app.clientId(), "client_secret", app.secret() + "x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_secret_with_the_clients_digest_for_it_is_refused() {
        TestApp app = TestApp.confidentialClient(SERVER);

        assertThat(form("client_id", app.clientId(), "client_secret", org.mcpgateway.auth.oauth.Sha256.of(app.secret()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void two_methods_at_once_are_an_invalid_request() {
        TestApp app = TestApp.confidentialClient(SERVER);

        assertThat(basic(app.clientId(), app.secret(), "client_id", app.clientId(), "client_secret", app.secret())
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void a_client_id_that_differs_from_the_header_is_an_invalid_request() {
        TestApp app = registered(null);

        assertThat(basic(app.clientId(), app.secret(), "client_id", "other").error())
                .isEqualTo("invalid_request");
    }

    @Test
    void a_public_client_that_sends_a_secret_is_refused() {
        TestApp app = TestApp.publicClient(SERVER);

        assertThat(form("client_id", app.clientId(), "client_secret", "guess").error())
                .isEqualTo("invalid_client");
    }

    @Test
    void a_client_that_registered_post_is_refused_with_basic_and_told_of_basic() {
        TestApp app = TestApp.confidentialClient(SERVER);
        Answer answer = basic(app.clientId(), app.secret());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic %%%", "Basic YQ", "Bearer abc", "Digest x", "basic YTpi"})
    void broken_credentials_are_answered_401_with_a_basic_challenge(String authorization) {
        Answer answer = client.post(
                "/token",
                "application/x-www-form-urlencoded",
                TestClient.encode(REFRESH),
                "Authorization",
                authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
    }

    @Test
    void no_client_at_all_is_an_invalid_request() {
        assertThat(form().error()).isEqualTo("invalid_request");
    }

    @Test
    void a_client_that_registered_no_method_may_use_basic_and_post() {
        TestApp app = registered(null);

        assertThat(basic(app.clientId(), app.secret()).error()).isEqualTo("invalid_grant");
        assertThat(form("client_id", app.clientId(), "client_secret", app.secret())
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void the_method_that_was_registered_is_accepted() {
        TestApp basic = registered("client_secret_basic");
        TestApp none = TestApp.publicClient(SERVER);

        assertThat(basic(basic.clientId(), basic.secret()).error()).isEqualTo("invalid_grant");
        assertThat(form("client_id", none.clientId()).error()).isEqualTo("invalid_grant");
    }

    private Answer form(String... credentials) {
        return client.form("/token", join(credentials));
    }

    private Answer basic(String clientId, String secret, String... more) {
        return client.basicForm("/token", clientId, secret, join(more));
    }

    private TestApp registered(String method) {
        return TestApp.withMethod(SERVER, method);
    }

    private static String[] join(String... more) {
        String[] all = java.util.Arrays.copyOf(REFRESH, REFRESH.length + more.length);
        System.arraycopy(more, 0, all, REFRESH.length, more.length);
        return all;
    }
}
