package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** The token endpoint (OAuth 2.1 s3.2, s4.1.3, s4.3, RFC 7636 s4.6, RFC 9068). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenIT {

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();

    @Test
    void an_unknown_client_is_401_invalid_client() {
        Answer answer = client.form("/token", "grant_type", "refresh_token", "refresh_token", "x", "client_id", "gone");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "implicit", ""})
    void another_grant_type_is_refused(String grantType) {
        Answer answer = client.form("/token", "grant_type", grantType, "client_id", "x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isIn("unsupported_grant_type", "invalid_request");
    }

    @Test
    void a_confidential_client_without_its_secret_gets_nothing() {
        TestAuthorization authorization = confidential("client_secret_post");

        Answer answer = authorization.exchange(authorization.code());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
    }

    @Test
    void a_wrong_basic_secret_is_401_with_a_challenge() {
        TestAuthorization authorization = confidential("client_secret_basic");

        Answer answer = client.basicForm(
                "/token", authorization.clientId(), "wrong", "grant_type", "authorization_code", "code", "x");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
    }

    @Test
    void a_client_may_not_use_two_methods_at_once() {
        TestAuthorization authorization = confidential("client_secret_basic");
        String secret = authorization.registration().getString("client_secret");

        Answer answer = client.basicForm(
                "/token",
                authorization.clientId(),
                secret,
                "grant_type",
                "refresh_token",
                "refresh_token",
                "x",
                "client_secret",
                secret);

        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void the_registered_method_and_no_other_is_accepted() {
        TestAuthorization authorization = confidential("client_secret_basic");
        String secret = authorization.registration().getString("client_secret");

        Answer posted = client.form(
                "/token",
                "grant_type",
                "refresh_token",
                "refresh_token",
                "x",
                "client_id",
                authorization.clientId(),
                "client_secret",
                secret);
        Answer basic = client.basicForm(
                "/token", authorization.clientId(), secret, "grant_type", "refresh_token", "refresh_token", "x");

        assertThat(posted.error()).isEqualTo("invalid_client");
        assertThat(basic.error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_code_without_its_verifier_is_not_redeemed() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String code = authorization.code();

        Answer without = client.form(
                "/token", "grant_type", "authorization_code", "code", code, "client_id", authorization.clientId());
        Answer wrong = client.form(
                "/token",
                "grant_type",
                "authorization_code",
                "code",
                code,
                "client_id",
                authorization.clientId(),
                "code_verifier",
                "x".repeat(43));

        assertThat(without.error()).isEqualTo("invalid_request");
        assertThat(wrong.error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_code_of_another_client_is_not_redeemed() {
        TestAuthorization owner = TestAuthorization.of(server);
        String code = owner.code();

        Answer stolen = client.form(
                "/token",
                "grant_type",
                "authorization_code",
                "code",
                code,
                "client_id",
                TestAuthorization.of(server).clientId(),
                "code_verifier",
                owner.codeVerifier());

        assertThat(stolen.error()).isEqualTo("invalid_grant");
    }

    @Test
    void another_redirect_uri_than_the_request_s_is_refused() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String code = authorization.code();

        assertThat(authorization
                        .with("redirect_uri", "http://127.0.0.1:1/callback")
                        .exchange(code)
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void of_forty_redemptions_at_once_one_succeeds_and_what_it_gave_is_revoked() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String code = authorization.code();

        List<Answer> answers = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> authorization.exchange(code))
                .toList();

        List<Answer> redeemed =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(redeemed).hasSizeLessThanOrEqualTo(1);
        redeemed.forEach(answer ->
                assertThat(verify(answer.json().getString("access_token"))).isEqualTo(401));
    }

    @Test
    void a_replayed_code_revokes_what_it_gave() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String code = authorization.code();
        JsonObject tokens = authorization.exchange(code).json();

        assertThat(authorization.exchange(code).error()).isEqualTo("invalid_grant");
        assertThat(verify(tokens.getString("access_token"))).isEqualTo(401);
        assertThat(authorization.refresh(tokens.getString("refresh_token")).error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void a_resource_beyond_the_authorization_is_refused() {
        TestAuthorization authorization = TestAuthorization.of(server).with("resource", server.resource("time"));

        Answer answer = client.form(
                "/token",
                "grant_type",
                "authorization_code",
                "code",
                authorization.code(),
                "client_id",
                authorization.clientId(),
                "code_verifier",
                authorization.codeVerifier(),
                "resource",
                server.resource("everything"));

        assertThat(answer.error()).isEqualTo("invalid_target");
    }

    @Test
    void a_refresh_token_of_another_client_is_unknown() {
        JsonObject tokens = TestAuthorization.of(server).tokens();

        assertThat(TestAuthorization.of(server)
                        .refresh(tokens.getString("refresh_token"))
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void parallel_refreshes_of_one_token_get_the_same_successor() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String refreshToken = authorization.tokens().getString("refresh_token");

        List<Answer> answers = IntStream.range(0, 10)
                .parallel()
                .mapToObj(i -> authorization.refresh(refreshToken))
                .toList();

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(answer -> answer.json().getString("refresh_token")))
                .containsOnly(answers.getFirst().json().getString("refresh_token"))
                .doesNotContain(refreshToken);
    }

    @Test
    void a_token_two_rotations_old_ends_the_family() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String first = authorization.tokens().getString("refresh_token");
        String second = authorization.refresh(first).json().getString("refresh_token");
        JsonObject third = authorization.refresh(second).json();

        assertThat(authorization.refresh(first).error()).isEqualTo("invalid_grant");
        assertThat(authorization.refresh(third.getString("refresh_token")).error())
                .isEqualTo("invalid_grant");
        assertThat(verify(third.getString("access_token"))).isEqualTo(401);
    }

    @Test
    void scope_may_narrow_and_unknown_scopes_are_dropped() {
        TestAuthorization authorization = TestAuthorization.of(server).with("scope", "mcp openid unheard-of");
        JsonObject tokens = authorization.tokens();

        assertThat(tokens.getString("scope")).isEqualTo("mcp openid");
        Answer narrowed = client.form(
                "/token",
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.getString("refresh_token"),
                "client_id",
                authorization.clientId(),
                "scope",
                "mcp gateway:admin");
        assertThat(narrowed.json().getString("scope")).isEqualTo("mcp");
    }

    @Test
    void the_answer_is_a_bearer_token_that_nobody_caches() {
        TestAuthorization authorization = TestAuthorization.of(server).with("resource", server.resource("time"));
        Answer answer = authorization.exchange(authorization.code());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().getString("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().getInt("expires_in")).isEqualTo(86400);
        JsonObject claims = claims(answer.json().getString("access_token"));
        assertThat(claims.getJsonArray("aud").getString(0)).isEqualTo(server.resource("time"));
        assertThat(claims.getString("iss")).isEqualTo(server.issuer().toString());
        assertThat(claims).containsKeys("sub", "exp", "iat", "nbf", "jti", "client_id", "scope", "username");
    }

    @Test
    void no_code_token_or_secret_is_kept_in_the_clear() {
        TestAuthorization authorization = confidential("client_secret_post");
        String secret = authorization.registration().getString("client_secret");
        String code = authorization.code();
        JsonObject tokens = client.form(
                        "/token",
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "code_verifier",
                        authorization.codeVerifier(),
                        "client_id",
                        authorization.clientId(),
                        "client_secret",
                        secret)
                .json();

        String everything = RedisDump.of(server.redis());
        assertThat(everything)
                .contains(authorization.clientId())
                .doesNotContain(
                        secret,
                        code,
                        tokens.getString("access_token"),
                        tokens.getString("refresh_token"),
                        tokens.getString("refresh_token").split("\\.")[1],
                        authorization.registration().getString("registration_access_token"));
    }

    /** The claims of a JWT, unchecked. */
    static JsonObject claims(String jwt) {
        byte[] payload = Base64.getUrlDecoder().decode(jwt.split("\\.")[1]);
        return Json.createReader(new ByteArrayInputStream(payload)).readObject();
    }

    private TestAuthorization confidential(String method) {
        return TestAuthorization.registered(
                server,
                Json.createObjectBuilder()
                        .add("client_name", "Confidential")
                        .add("token_endpoint_auth_method", method)
                        .add("redirect_uris", Json.createArrayBuilder().add(TestAuthorization.REDIRECT_URI)));
    }

    private int verify(String accessToken) {
        return client.get("/verify", VerifyIT.asked(server, "/services/time/mcp", accessToken))
                .status();
    }
}
