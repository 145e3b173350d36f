package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.auth.support.TestKeys;

/** ForwardAuth (RFC 6750 s2.1, s3; RFC 9068 s4; RFC 9728 s5.1). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerifyIT {

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();

    @Test
    void without_a_token_the_challenge_leads_to_the_metadata_and_names_no_error() {
        Answer answer = client.get("/verify", asked(server, "/services/time/mcp", ""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"" + server.issuer()
                        + "/.well-known/oauth-protected-resource/services/time/mcp\", scope=\"mcp\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_token_is_401_invalid_token(String token) {
        Answer answer = client.get("/verify", asked(server, "/services/time/mcp", token));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "resource_metadata=");
    }

    @Test
    void a_token_signed_with_the_public_key_as_a_secret_is_refused() {
        byte[] publicKey = TestKeys.signing().getPublic().getEncoded();
        String forged = Jwts.builder()
                .header()
                .type("at+jwt")
                .and()
                .issuer(server.issuer().toString())
                .subject("local:alice")
                .signWith(Keys.hmacShaKeyFor(publicKey), Jwts.SIG.HS256)
                .compact();

        assertThat(verify("/services/time/mcp", forged)).isEqualTo(401);
    }

    @Test
    void a_token_of_another_key_or_with_its_key_inside_is_refused() {
        var foreign = Jwts.SIG.RS256.keyPair().build();
        String own = TestAuthorization.of(server).tokens().getString("access_token");
        String kid = header(own).getString("kid");
        String forged = Jwts.builder()
                .header()
                .type("at+jwt")
                .keyId(kid)
                .add(Map.of("jku", "https://evil.example.com/jwks"))
                .and()
                .issuer(server.issuer().toString())
                .subject("local:alice")
                .expiration(new Date(System.currentTimeMillis() + 60_000))
                .signWith(foreign.getPrivate(), Jwts.SIG.RS256)
                .compact();

        assertThat(verify("/services/time/mcp", forged)).isEqualTo(401);
    }

    @Test
    void a_token_with_a_changed_claim_is_refused() {
        String[] parts =
                TestAuthorization.of(server).tokens().getString("access_token").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("alice", "mallo").getBytes(StandardCharsets.UTF_8));

        assertThat(verify("/services/time/mcp", parts[0] + "." + changed + "." + parts[2]))
                .isEqualTo(401);
    }

    @Test
    void a_token_for_one_service_does_not_open_another() {
        String token = TestAuthorization.of(server)
                .with("resource", server.resource("time"))
                .tokens()
                .getString("access_token");

        assertThat(verify("/services/time/mcp", token)).isEqualTo(200);
        Answer other = client.get("/verify", asked(server, "/services/everything/mcp", token));
        assertThat(other.status()).isEqualTo(401);
        assertThat(other.header("WWW-Authenticate")).contains("/services/everything/mcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/time/../everything/mcp",
                "/services//time/mcp",
                "/services/%74ime/mcp",
                "/services/time;x=1/mcp",
                "/services/time/./mcp",
                "http://time.gateway.test/mcp",
                "/services/time\\mcp",
            })
    void a_path_that_proxy_and_service_could_read_differently_is_refused(String path) {
        String token = TestAuthorization.of(server).tokens().getString("access_token");

        assertThat(verify(path, token)).isEqualTo(400);
    }

    @Test
    void an_address_of_no_service_is_refused_even_with_a_good_token() {
        String token = TestAuthorization.of(server).tokens().getString("access_token");

        assertThat(verify("/admin/api/clients", token)).isEqualTo(403);
    }

    @Test
    void two_authorization_headers_are_refused() {
        String token = TestAuthorization.of(server).tokens().getString("access_token");
        Answer answer = client.get(
                "/verify",
                "X-Forwarded-Uri",
                "/services/time/mcp",
                "Authorization",
                "Bearer " + token,
                "Authorization",
                "Bearer other");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_token_in_the_query_does_not_count() {
        String token = TestAuthorization.of(server).tokens().getString("access_token");
        Answer answer = client.get(
                "/verify?access_token=" + token, asked(server, "/services/time/mcp?access_token=" + token, ""));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_good_token_of_any_spelling_of_bearer_tells_who_is_asking_and_not_the_token() {
        TestAuthorization authorization = TestAuthorization.of(server).with("scope", "mcp openid");
        String token = authorization.tokens().getString("access_token");
        String[] headers = asked(server, "/services/time/mcp", token);
        headers[headers.length - 1] = "bEaReR " + token;

        Answer answer = client.get("/verify", headers);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-User-Id")).isEqualTo("local:alice");
        assertThat(answer.header("X-User-Name")).isEqualTo("alice");
        assertThat(answer.header("X-Client-Id")).isEqualTo(authorization.clientId());
        assertThat(answer.header("X-Token-Scope")).isEqualTo("mcp openid");
        assertThat(answer.headers().toString()).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE", "PUT"})
    void every_method_is_verified_alike(String method) {
        String token = TestAuthorization.of(server).tokens().getString("access_token");

        assertThat(client.send(method, "/verify", "", asked(server, "/services/time/mcp", token))
                        .status())
                .isEqualTo(200);
        assertThat(client.send(method, "/verify", "", asked(server, "/services/time/mcp", ""))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_service_on_a_host_of_its_own_is_known_by_the_forwarded_host() {
        String token = TestAuthorization.of(server)
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
    }

    @Test
    void a_revocation_is_seen_within_a_second() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String code = authorization.code();
        String token = authorization.exchange(code).json().getString("access_token");
        assertThat(verify("/services/time/mcp", token)).isEqualTo(200);
        assertThat(verify("/services/time/mcp", token)).isEqualTo(200);

        authorization.exchange(code);

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> verify("/services/time/mcp", token) == 401);
    }

    /** The headers of a proxy's question; without a token when it is empty. */
    static String[] asked(AuthServer server, String path, String token) {
        String authority = server.issuer().getRawAuthority();
        String[] forwarded = {
            "X-Forwarded-Host",
            authority,
            "X-Forwarded-Proto",
            "http",
            "X-Forwarded-Method",
            "POST",
            "X-Forwarded-Uri",
            path
        };
        if (token.isEmpty()) {
            return forwarded;
        }
        String[] all = java.util.Arrays.copyOf(forwarded, forwarded.length + 2);
        all[forwarded.length] = "Authorization";
        all[forwarded.length + 1] = "Bearer " + token;
        return all;
    }

    private int verify(String path, String token) {
        return client.get("/verify", asked(server, path, token)).status();
    }

    private static JsonObject header(String jwt) {
        return jakarta.json.Json.createReader(
                        new java.io.ByteArrayInputStream(Base64.getUrlDecoder().decode(jwt.split("\\.")[0])))
                .readObject();
    }
}
