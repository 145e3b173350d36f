package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Crowd;
import org.mcpgateway.auth.support.ForgedTokens;
import org.mcpgateway.auth.support.Quickest;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** ForwardAuth (RFC 6750 s2.1, s3; RFC 9068 s4; RFC 9728 s5.1). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerifyIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final TestAuthorization APP = TestAuthorization.of(SERVER);
    private static final String GOOD = APP.tokens().getString("access_token");
    private static final String TIME = "/services/time/mcp";
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String IDENTITY = "X-Gateway-Identity";

    private final TestClient client = SERVER.client();

    // RFC 6750 s3, RFC 9728 s5.1: the challenge

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "HEAD", "DELETE", "PUT", "OPTIONS"})
    void without_a_token_the_challenge_leads_to_the_metadata_and_names_no_error(String method) {
        Answer answer = ask(TIME, "", "X-Forwarded-Method", method);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"" + SERVER.issuer()
                        + "/.well-known/oauth-protected-resource/services/time/mcp\", scope=\"mcp\"");
        assertThat(client.get("/.well-known/oauth-protected-resource/services/time/mcp")
                        .json()
                        .getString("resource"))
                .isEqualTo(SERVER.resource("time"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_token_is_401_invalid_token(String token) {
        Answer answer = ask(TIME, token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "resource_metadata=");
    }

    static Stream<String> forgeries() {
        return ForgedTokens.of(SERVER, GOOD);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void a_forged_token_is_401_invalid_token(String token) {
        Answer answer = ask(TIME, token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void a_token_without_the_scope_is_403_and_told_which() {
        String token = ForgedTokens.signedByServer(GOOD, claims -> ForgedTokens.with(claims, "scope", "openid"));

        Answer answer = ask(TIME, token);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"", "scope=\"mcp\"", "resource_metadata=");
    }

    // RFC 6750 s2: where a token may stand

    @Test
    void a_token_in_the_query_does_not_count() {
        assertThat(client.get("/verify?access_token=" + GOOD, asked(SERVER, TIME + "?access_token=" + GOOD, ""))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_token_in_a_form_does_not_count() {
        assertThat(client.post(
                                "/verify",
                                "application/x-www-form-urlencoded",
                                "access_token=" + GOOD,
                                asked(SERVER, TIME, ""))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void basic_credentials_do_not_count() {
        assertThat(ask(TIME, "", "Authorization", "Basic " + GOOD).status()).isEqualTo(401);
    }

    @Test
    void two_authorization_headers_do_not_count() {
        assertThat(ask(TIME, GOOD, "Authorization", "Bearer other").status()).isEqualTo(401);
    }

    // RFC 8707, RFC 9068 s4: the address

    @Test
    void a_token_for_one_service_does_not_open_another() {
        String token = TestAuthorization.of(SERVER)
                .with("resource", SERVER.resource("time"))
                .tokens()
                .getString("access_token");

        assertThat(ask(TIME, token).status()).isEqualTo(200);
        Answer other = ask("/services/everything/mcp", token);
        assertThat(other.status()).isEqualTo(401);
        assertThat(other.header("WWW-Authenticate")).contains("/services/everything/mcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/time/../everything/mcp",
                "/services/./time/mcp",
                "/services//time/mcp",
                "/services/%74ime/mcp",
                "/services/time%2fmcp",
                "/services/time;x=1/mcp",
                "/services/time/mcp;x=y",
                "http://time.gateway.test/mcp",
                "/services/time\\mcp",
                "services/time/mcp",
            })
    void a_path_that_proxy_and_service_could_read_differently_is_refused(String path) {
        assertThat(ask(path, GOOD).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/api/clients", "/services/unknown/mcp", "/token", "/"})
    void an_address_of_no_service_is_refused_even_with_a_good_token(String path) {
        assertThat(ask(path, GOOD).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-Prefix, /services/everything",
        "X-Original-URL, /services/everything/mcp",
        "X-Rewrite-URL, /services/everything/mcp",
        "Forwarded, host=everything.gateway.test",
        "X-Original-Method, OPTIONS",
    })
    void no_other_header_changes_the_address(String name, String value) {
        String token = TestAuthorization.of(SERVER)
                .with("resource", SERVER.resource("time"))
                .tokens()
                .getString("access_token");

        assertThat(ask("/services/everything/mcp", token, name, value).status()).isEqualTo(401);
        assertThat(ask(TIME, token, name, value).status()).isEqualTo(200);
        assertThat(ask(TIME, "", name, value).status()).isEqualTo(401);
    }

    // Preflight (Fetch s3.2.2)

    @Test
    void options_that_is_no_preflight_needs_a_token() {
        assertThat(ask(TIME, "", "X-Forwarded-Method", "OPTIONS").status()).isEqualTo(401);
        assertThat(ask(TIME, "", "X-Forwarded-Method", "OPTIONS", "Origin", "https://app.example.com")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_preflight_passes_without_an_identity() {
        Answer answer = ask(
                TIME,
                "",
                "X-Forwarded-Method",
                "OPTIONS",
                "Origin",
                "https://app.example.com",
                "Access-Control-Request-Method",
                "POST");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-User-Id")).isEmpty();
        assertThat(answer.header(IDENTITY)).isEmpty();
    }

    @Test
    void a_request_that_only_looks_like_a_preflight_does_not_pass() {
        assertThat(ask(TIME, "", "Origin", "https://app.example.com", "Access-Control-Request-Method", "POST")
                        .status())
                .isEqualTo(401);
    }

    // A person with a browser

    @Test
    void a_person_is_told_what_the_address_is_with_the_same_challenge() {
        Answer answer = ask(
                TIME,
                "",
                "X-Forwarded-Method",
                "GET",
                "Accept",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "Sec-Fetch-Mode",
                "navigate");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer resource_metadata=");
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'self' " + SERVER.issuer(), "frame-ancestors 'none'");
        assertThat(answer.body())
                .contains("<strong>time</strong>", SERVER.resource("time"))
                .contains("href=\"" + SERVER.issuer() + "/assets/gateway.css\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'application/json, text/event-stream', ",
        "'text/html, text/event-stream', ",
        "*/*, ",
        "text/html, cors",
    })
    void a_client_is_answered_in_json(String accept, String mode) {
        Answer answer = mode == null
                ? ask(TIME, "", "Accept", accept)
                : ask(TIME, "", "Accept", accept, "Sec-Fetch-Mode", mode);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_token");
    }

    // Who is asking

    @Test
    void a_good_token_of_any_spelling_of_bearer_tells_who_is_asking_and_not_the_token() {
        TestAuthorization app = TestAuthorization.of(SERVER).with("scope", "mcp openid");
        String token = app.tokens().getString("access_token");

        Answer answer = ask(TIME, "", "Authorization", "bEaReR " + token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-User-Id")).isEqualTo("local:alice");
        assertThat(answer.header("X-User-Name")).isEqualTo("alice");
        assertThat(answer.header("X-Client-Id")).isEqualTo(app.clientId());
        assertThat(answer.header("X-Token-Scope")).isEqualTo("mcp openid");
        assertThat(answer.headers().toString()).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "HEAD", "DELETE", "PUT", "PATCH"})
    void every_method_is_verified_alike(String method) {
        assertThat(client.send(method, "/verify", "", asked(SERVER, TIME, GOOD)).status())
                .isEqualTo(200);
        assertThat(client.send(method, "/verify", "", asked(SERVER, TIME, "")).status())
                .isEqualTo(401);
    }

    @Test
    void a_service_on_a_host_of_its_own_is_known_by_the_forwarded_host() {
        String token = TestAuthorization.of(SERVER)
                .with("resource", "https://time.gateway.test/mcp")
                .tokens()
                .getString("access_token");
        Answer answer = client.get(
                "/verify",
                "X-Forwarded-Host",
                "TIME.gateway.test:443",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Uri",
                "/mcp",
                "Authorization",
                "Bearer " + token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(identity(answer).getPayload().get("htu")).isEqualTo("https://time.gateway.test/mcp");
    }

    // The signed identity

    @Test
    void an_identity_token_opens_nothing_here() {
        String identity = ask(TIME, GOOD).header(IDENTITY);

        assertThat(ask(TIME, identity).status()).isEqualTo(401);
    }

    @Test
    void a_service_can_check_who_asks_for_what_with_the_published_keys() {
        Answer answer = ask(TIME + "?cursor=1", GOOD);

        Jws<Claims> identity = identity(answer);
        assertThat(identity.getHeader().getType()).isEqualTo("gateway-identity+jwt");
        Claims claims = identity.getPayload();
        assertThat(claims.getIssuer()).isEqualTo(SERVER.issuer().toString());
        assertThat(claims.getAudience()).containsExactly("time");
        assertThat(claims.getSubject()).isEqualTo("local:alice");
        assertThat(claims)
                .containsEntry("username", "alice")
                .containsEntry("client_id", APP.clientId())
                .containsEntry("htm", "POST")
                .containsEntry("htu", SERVER.resource("time"));
        assertThat(Duration.between(
                        claims.getIssuedAt().toInstant(), claims.getExpiration().toInstant()))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void another_method_or_service_is_another_identity_token() {
        Claims get = identity(ask(TIME, GOOD, "X-Forwarded-Method", "GET")).getPayload();
        Claims everything = identity(ask("/services/everything/mcp", GOOD)).getPayload();

        assertThat(get.get("htm")).isEqualTo("GET");
        assertThat(everything.getAudience()).containsExactly("everything");
    }

    // Revocation

    @Test
    void a_revocation_is_seen_within_a_second() throws Exception {
        TestAuthorization app = TestAuthorization.of(SERVER);

        assertThat(Quickest.below(A_SECOND, () -> untilRevocationIsSeen(app))).isLessThan(A_SECOND);
    }

    @Test
    void a_revoked_token_is_refused_even_to_many_who_ask_at_once() {
        String token = TestAuthorization.of(SERVER).tokens().getString("access_token");
        String jti = ForgedTokens.claims(token).getString("jti");
        SERVER.redis().client().getBucket(RedisKeys.token(jti)).delete();

        assertThat(Crowd.of(200, () -> ask(TIME, token).status())).containsOnly(401);
    }

    @Test
    void another_spelling_of_a_revoked_token_is_refused_as_well() {
        TestAuthorization app = TestAuthorization.of(SERVER);
        String token = app.tokens().getString("access_token");
        String other = ForgedTokens.sameSignatureSpelledOtherwise(token);
        ask(TIME, token);
        ask(TIME, other);
        ask(TIME, token);

        revoke(app, token);

        await().atMost(Duration.ofSeconds(10)).until(() -> ask(TIME, token).status() == 401);
        await().atMost(Duration.ofSeconds(10)).until(() -> ask(TIME, other).status() == 401);
    }

    private Duration untilRevocationIsSeen(TestAuthorization app) {
        String token = app.tokens().getString("access_token");
        assertThat(ask(TIME, token).status()).isEqualTo(200);
        assertThat(ask(TIME, token).status()).isEqualTo(200);

        revoke(app, token);
        long revoked = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20)).until(() -> ask(TIME, token).status() == 401);
        return Duration.ofNanos(System.nanoTime() - revoked);
    }

    /** The headers of a proxy's question; without a token when it is empty; those given last win. */
    static String[] asked(AuthServer server, String path, String token, String... more) {
        List<String> headers = new ArrayList<>(Arrays.asList(more));
        add(headers, "X-Forwarded-Host", server.issuer().getRawAuthority());
        add(headers, "X-Forwarded-Proto", "http");
        add(headers, "X-Forwarded-Method", "POST");
        add(headers, "X-Forwarded-Uri", path);
        if (!token.isEmpty()) {
            headers.addAll(List.of("Authorization", "Bearer " + token));
        }
        return headers.toArray(String[]::new);
    }

    private static void add(List<String> headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.addAll(List.of(name, value));
        }
    }

    private Answer ask(String path, String token, String... more) {
        return client.get("/verify", asked(SERVER, path, token, more));
    }

    private void revoke(TestAuthorization app, String token) {
        assertThat(client.form("/revoke", "token", token, "client_id", app.clientId())
                        .status())
                .isEqualTo(200);
    }

    /** The identity token of an answer, checked as a service would check it. */
    private Jws<Claims> identity(Answer answer) {
        String token = answer.header(IDENTITY);
        JsonObject key = client.get("/jwks").json().getJsonArray("keys").getJsonObject(0);
        Jwk<?> jwk = Jwks.parser().build().parse(key.toString());
        return Jwts.parser()
                .verifyWith((java.security.PublicKey) jwk.toKey())
                .build()
                .parseSignedClaims(token);
    }
}
