package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.ForgedTokens;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.auth.token.RefreshTokenStore;

/** The token endpoint (OAuth 2.1 s3.2, s4), its errors first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final TestApp APP = TestApp.publicClient(SERVER);

    private final TestClient client = SERVER.client();
    private final Person alice = new Person(SERVER, "alice");
    private final String verifier = TestApp.verifier();

    // s3.2: the request

    @Test
    void a_missing_grant_type_is_an_invalid_request() {
        assertThat(APP.send("/token", "code", "x").error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "implicit", "authorization_cod", "AUTHORIZATION_CODE", "<script>"})
    void an_unknown_grant_type_is_named_so(String grantType) {
        Answer answer = APP.send("/token", "grant_type", grantType);

        assertThat(answer.error()).isEqualTo("unsupported_grant_type");
        assertThat(answer.body()).doesNotContain("<script>");
    }

    @Test
    void a_repeated_parameter_is_an_invalid_request() {
        assertThat(APP.send("/token", "grant_type", "refresh_token", "refresh_token", "a", "refresh_token", "b")
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void an_unknown_client_is_answered_401_invalid_client_so_that_it_registers_again() {
        Answer answer = client.form("/token", "grant_type", "refresh_token", "refresh_token", "x", "client_id", "gone");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    // s4.1.3: authorization codes

    @Test
    void a_code_without_its_verifier_is_refused() {
        String code = APP.code(alice, verifier);

        assertThat(APP.send(
                                "/token",
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                TestApp.REDIRECT_URI)
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void a_code_with_another_verifier_is_refused() {
        assertThat(APP.redeem(APP.code(alice, verifier), TestApp.verifier()).error())
                .isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with spaces and then some more characters to be long enough", "ü"})
    void a_malformed_verifier_is_refused(String malformed) {
        assertThat(APP.redeem(APP.code(alice, verifier), malformed).error()).isEqualTo("invalid_request");
    }

    @Test
    void a_code_of_another_client_is_refused() {
        assertThat(TestApp.publicClient(SERVER)
                        .redeem(APP.code(alice, verifier), verifier)
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void a_code_with_another_redirect_uri_is_refused() {
        Answer answer = APP.send(
                "/token",
                "grant_type",
                "authorization_code",
                "code",
                APP.code(alice, verifier),
                "code_verifier",
                verifier,
                "redirect_uri",
                "http://127.0.0.1:1/callback");

        assertThat(answer.error()).isEqualTo("invalid_grant");
    }

    @Test
    void an_unknown_code_is_refused() {
        assertThat(APP.redeem("unknown", verifier).error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_code_used_twice_is_refused_and_what_it_gave_is_revoked() {
        String code = APP.code(alice, verifier);
        JsonObject tokens = APP.redeem(code, verifier).json();

        assertThat(APP.redeem(code, verifier).error()).isEqualTo("invalid_grant");

        assertThat(TestApp.verify(SERVER, tokens.getString("access_token"), "time")
                        .status())
                .isEqualTo(401);
        assertThat(APP.refresh(tokens.getString("refresh_token")).error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_resource_that_was_not_granted_is_refused() {
        String code = APP.code(alice, verifier, "resource", SERVER.resource("time"));

        assertThat(APP.redeem(code, verifier, "resource", SERVER.resource("everything"))
                        .error())
                .isEqualTo("invalid_target");
    }

    @Test
    void a_resource_that_is_none_of_this_gateways_is_refused() {
        String code = APP.code(alice, verifier);

        assertThat(APP.redeem(code, verifier, "resource", "https://other.example/mcp")
                        .error())
                .isEqualTo("invalid_target");
        assertThat(APP.redeem(code, verifier).status()).isEqualTo(200);
    }

    @Test
    void tokens_are_answered_whole_and_not_cached() {
        Answer answer = APP.redeem(APP.code(alice, verifier), verifier);
        JsonObject tokens = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
        assertThat(tokens.getInt("expires_in")).isEqualTo(86_400);
        assertThat(tokens.getString("refresh_token")).isNotEmpty();
        assertThat(tokens.getString("scope")).isEqualTo("mcp");
    }

    @Test
    void the_access_token_is_for_the_resource_that_was_asked_for() {
        String token = APP.tokens(alice, "resource", SERVER.resource("time")).getString("access_token");
        JsonObject claims = ForgedTokens.claims(token);

        assertThat(claims.get("aud").toString()).contains(SERVER.resource("time"));
        assertThat(claims.getString("client_id")).isEqualTo(APP.clientId());
        assertThat(claims.getString("username")).isEqualTo("alice");
        assertThat(claims).containsKeys("iss", "sub", "exp", "iat", "nbf", "jti", "scope");
    }

    // s4.3: refresh tokens

    @Test
    void a_refresh_token_of_another_client_is_refused_and_lives_on() {
        String refreshToken = APP.tokens(alice).getString("refresh_token");

        assertThat(TestApp.publicClient(SERVER).refresh(refreshToken).error()).isEqualTo("invalid_grant");
        assertThat(APP.refresh(refreshToken).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", ".", "a.b", "../../x.y", "{x}.y"})
    void an_unknown_refresh_token_is_refused(String token) {
        assertThat(APP.refresh(token).error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_refresh_token_is_replaced_by_another() {
        String first = APP.tokens(alice).getString("refresh_token");

        assertThat(APP.refresh(first).json().getString("refresh_token")).isNotEqualTo(first);
    }

    @Test
    void a_refresh_token_used_again_after_its_successor_was_used_ends_the_family() {
        JsonObject tokens = APP.tokens(alice);
        String first = tokens.getString("refresh_token");
        String second = APP.refresh(first).json().getString("refresh_token");
        String third = APP.refresh(second).json().getString("refresh_token");

        assertThat(APP.refresh(first).error()).isEqualTo("invalid_grant");

        assertThat(APP.refresh(third).error()).isEqualTo("invalid_grant");
        assertThat(TestApp.verify(SERVER, tokens.getString("access_token"), "time")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "openid", "mcp gateway:admin", "mcp"})
    void a_scope_never_widens_and_is_never_an_error(String scope) {
        String refreshToken = APP.tokens(alice).getString("refresh_token");

        Answer answer = APP.refresh(refreshToken, "scope", scope);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("scope")).isEqualTo("mcp");
    }

    @Test
    void a_scope_narrows_for_one_token_and_unknown_ones_were_never_granted() {
        JsonObject tokens = APP.tokens(alice, "scope", "mcp openid unheard-of");
        assertThat(tokens.getString("scope")).isEqualTo("mcp openid");

        JsonObject narrowed =
                APP.refresh(tokens.getString("refresh_token"), "scope", "mcp").json();
        JsonObject whole = APP.refresh(narrowed.getString("refresh_token")).json();

        assertThat(narrowed.getString("scope")).isEqualTo("mcp");
        assertThat(whole.getString("scope")).isEqualTo("mcp openid");
    }

    @Test
    void a_refresh_may_not_reach_a_resource_beyond_the_grant() {
        String refreshToken =
                APP.tokens(alice, "resource", SERVER.resource("time")).getString("refresh_token");

        assertThat(APP.refresh(refreshToken, "resource", SERVER.resource("everything"))
                        .error())
                .isEqualTo("invalid_target");

        assertThat(isCurrent(refreshToken)).isTrue();
        assertThat(APP.refresh(refreshToken, "resource", SERVER.resource("time"))
                        .status())
                .isEqualTo(200);
    }

    /** Long before the grace is over its successor is given to whoever asks; only Redis knows that there is none. */
    private static boolean isCurrent(String refreshToken) {
        return Sha256.of(refreshToken)
                .equals(SERVER.redis()
                        .client()
                        .<String, String>getMap(RedisKeys.refresh(RefreshTokenStore.grantId(refreshToken)))
                        .get("current"));
    }

    @Test
    void a_client_that_registered_the_code_grant_alone_may_refresh_what_it_is_given() {
        TestAuthorization authorization = TestAuthorization.ofGrant(SERVER, "authorization_code");

        String refreshToken = authorization.tokens().getString("refresh_token");

        assertThat(authorization.refresh(refreshToken).status()).isEqualTo(200);
        assertThat(authorization.registration().getJsonArray("grant_types").toString())
                .isEqualTo("[\"authorization_code\",\"refresh_token\"]");
    }

    // s4.2: client credentials

    @Test
    void a_registered_client_cannot_use_client_credentials() {
        assertThat(TestApp.confidentialClient(SERVER)
                        .send("/token", "grant_type", "client_credentials")
                        .error())
                .isEqualTo("unauthorized_client");
    }

    @Test
    void a_machine_client_with_a_wrong_secret_gets_nothing() {
        Answer answer =
                client.basicForm("/token", AuthServer.MACHINE_CLIENT, "wrong", "grant_type", "client_credentials");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
    }

    @Test
    void a_machine_client_gets_a_token_in_its_own_name_and_no_refresh_token() {
        JsonObject tokens = client.basicForm(
                        "/token",
                        AuthServer.MACHINE_CLIENT,
                        AuthServer.OPERATORS_SECRET,
                        "grant_type",
                        "client_credentials",
                        "resource",
                        SERVER.resource("time"))
                .json();

        Answer verified = TestApp.verify(SERVER, tokens.getString("access_token"), "time");
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.header("X-User-Id")).isEqualTo(AuthServer.MACHINE_CLIENT);
        assertThat(tokens).doesNotContainKey("refresh_token");
        assertThat(TestApp.verify(SERVER, tokens.getString("access_token"), "everything")
                        .status())
                .isEqualTo(401);
    }

    // What stays of it

    @Test
    void no_code_token_or_secret_is_kept_in_the_clear() {
        TestApp confidential = TestApp.confidentialClient(SERVER);
        String code = confidential.code(alice, verifier);
        JsonObject tokens = confidential.redeem(code, verifier).json();

        assertThat(RedisDump.of(SERVER.redis()))
                .contains(confidential.clientId())
                .doesNotContain(
                        confidential.secret(),
                        code,
                        verifier,
                        tokens.getString("access_token"),
                        tokens.getString("refresh_token"),
                        tokens.getString("refresh_token").split("\\.")[1],
                        confidential.registration().getString("registration_access_token"));
    }

    @Test
    void no_registration_ends_while_a_refresh_token_of_it_lives() {
        TestApp app = TestApp.publicClient(SERVER);
        assertThat(days(app)).isZero();

        String refreshToken = app.tokens(alice).getString("refresh_token");
        SERVER.redis().client().getBucket(RedisKeys.client(app.clientId())).expire(Duration.ofDays(2));
        app.refresh(refreshToken);

        assertThat(days(app)).isGreaterThanOrEqualTo(30);
    }

    private static long days(TestApp app) {
        return Duration.ofMillis(SERVER.redis()
                        .client()
                        .getBucket(RedisKeys.client(app.clientId()))
                        .remainTimeToLive())
                .toDays();
    }
}
