package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.ForgedTokens;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** ForwardAuth: who gets through to a service and what the others are told (RFC 6750 s3, RFC 9728 s5.1). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerifyRefusalsIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final TestApp APP = TestApp.publicClient(SERVER);
    private static final JsonObject TOKENS = APP.tokens(new Person(SERVER, "alice"));
    private static final String GOOD = TOKENS.getString("access_token");

    private final TestClient client = SERVER.client();

    @Test
    void without_a_token_the_challenge_names_the_metadata_of_exactly_this_service_and_no_error() {
        Answer answer = forwarded("/services/time/mcp");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer ")
                .contains("resource_metadata=\"" + SERVER.issuer()
                        + "/.well-known/oauth-protected-resource/services/time/mcp\"")
                .contains("scope=\"mcp\"")
                .doesNotContain("error=");
        assertThat(client.get(answer.header("WWW-Authenticate")
                                .replaceAll(".*resource_metadata=\"" + SERVER.issuer() + "([^\"]+)\".*", "$1"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_token_is_refused(String token) {
        assertThat(verify(token).status()).isEqualTo(401);
    }

    static Stream<String> forgeries() {
        return ForgedTokens.of(SERVER, GOOD);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("forgeries")
    void a_forged_token_is_refused_as_invalid(String token) {
        Answer answer = verify(token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void a_token_in_the_query_opens_nothing() {
        assertThat(forwarded("/services/time/mcp?access_token=" + GOOD).status())
                .isEqualTo(401);
        assertThat(client.get("/verify?access_token=" + GOOD).status()).isEqualTo(401);
    }

    @Test
    void basic_credentials_open_nothing() {
        assertThat(forwarded("/services/time/mcp", "Authorization", "Basic " + GOOD)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_token_for_one_service_does_not_open_another() {
        String forTime = APP.tokens(new Person(SERVER, "alice"), "resource", SERVER.resource("time"))
                .getString("access_token");

        assertThat(TestApp.verify(SERVER, forTime, "time").status()).isEqualTo(200);
        assertThat(TestApp.verify(SERVER, forTime, "everything").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services//time/mcp",
                "/services/./time/mcp",
                "/services/../time/mcp",
                "/services/time%2fmcp",
                "/services/time/mcp;x=y",
                "/services\\time/mcp",
                "http://127.0.0.1/services/time/mcp"
            })
    void an_ambiguous_path_is_refused(String path) {
        assertThat(forwarded(path, "Authorization", "Bearer " + GOOD).status()).isIn(400, 401, 403);
    }

    @Test
    void an_address_that_is_no_service_is_refused() {
        assertThat(forwarded("/services/unknown/mcp", "Authorization", "Bearer " + GOOD)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_good_token_gets_through_with_its_users_identity() {
        Answer answer = verify(GOOD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-User-Name")).isEqualTo("alice");
        assertThat(answer.header("X-User-Id")).isNotEmpty();
        assertThat(answer.header("X-Client-Id")).isEqualTo(APP.clientId());
        assertThat(answer.header("X-Token-Scope")).contains("mcp");
        assertThat(answer.headers().map().toString()).doesNotContain(GOOD);
    }

    @Test
    void the_scheme_is_known_in_any_case() {
        assertThat(forwarded("/services/time/mcp", "Authorization", "bearer " + GOOD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_preflight_passes() {
        assertThat(client.get(
                                "/verify",
                                "X-Forwarded-Method",
                                "OPTIONS",
                                "X-Forwarded-Host",
                                SERVER.issuer().getAuthority(),
                                "X-Forwarded-Uri",
                                "/services/time/mcp")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_revoked_token_is_refused_even_to_many_who_ask_at_once() throws Exception {
        String token = APP.tokens(new Person(SERVER, "bob")).getString("access_token");
        String jti = ForgedTokens.claims(token).getString("jti");
        SERVER.redis().client().getBucket(RedisKeys.token(jti)).delete();

        try (var threads = Executors.newFixedThreadPool(16)) {
            Callable<Integer> ask = () -> verify(token).status();
            var answers =
                    threads.invokeAll(Stream.generate(() -> ask).limit(200).toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(401);
            }
        }
    }

    @Test
    void another_spelling_of_a_revoked_token_is_refused_as_well() {
        String token = APP.tokens(new Person(SERVER, "bob")).getString("access_token");
        String other = ForgedTokens.sameSignatureSpelledOtherwise(token);
        verify(token);
        verify(other);
        verify(token);

        APP.send("/revoke", "token", token);

        await().atMost(Duration.ofSeconds(1)).until(() -> verify(token).status() == 401);
        await().atMost(Duration.ofSeconds(1)).until(() -> verify(other).status() == 401);
    }

    @Test
    void a_revocation_is_seen_by_every_replica_within_a_second() {
        String token = APP.tokens(new Person(SERVER, "bob")).getString("access_token");
        try (AuthServer replica = AuthServer.start(Map.of(
                "GATEWAY_ISSUER",
                SERVER.issuer().toString(),
                "MCP_RESOURCE_PATTERNS",
                SERVER.issuer() + "/services/{service}/mcp"))) {
            TestClient other = replica.client();
            String[] asked = {
                "Authorization", "Bearer " + token,
                "X-Forwarded-Method", "POST",
                "X-Forwarded-Proto", "http",
                "X-Forwarded-Host", SERVER.issuer().getAuthority(),
                "X-Forwarded-Uri", "/services/time/mcp"
            };
            assertThat(other.get("/verify", asked).status()).isEqualTo(200);

            APP.send("/revoke", "token", token);

            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> other.get("/verify", asked).status() == 401);
        }
    }

    private Answer verify(String token) {
        return TestApp.verify(SERVER, token, "time");
    }

    private Answer forwarded(String uri, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 8);
        String[] forwarded = {
            "X-Forwarded-Method",
            "POST",
            "X-Forwarded-Proto",
            "http",
            "X-Forwarded-Host",
            SERVER.issuer().getAuthority(),
            "X-Forwarded-Uri",
            uri
        };
        System.arraycopy(forwarded, 0, all, headers.length, 8);
        return client.get("/verify", all);
    }
}
