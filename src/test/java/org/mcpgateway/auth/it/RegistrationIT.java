package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestClient;

/** Dynamic client registration (RFC 7591), its errors first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegistrationIT {

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/cb",
                "http://localhost.evil.com/cb",
                "http://127.0.0.1.evil.com/cb",
                "http://127.0.0.1@evil.com/cb",
                "https://user@app.example/cb",
                "https://app.example/cb#fragment",
                "https://app.example/cb#",
                "https://*",
                "https://*.app.example/cb",
                "https:///cb",
                "https:cb",
                "//app.example/cb",
                "not-a-uri",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                " javascript:alert(1)",
                "java\\tscript:alert(1)",
                "java\\nscript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "blob:https://app.example/1",
                "about:blank",
                "view-source:https://app.example",
                "intent://x#Intent;end",
                "https://app.example/%zz",
                "https://app.example/\\u0000",
                "http://0.0.0.0/cb",
                "http://[::]/cb",
                "http://2130706433/cb"
            })
    void a_redirect_uri_that_could_lead_elsewhere_is_refused(String uri) {
        var answer = client.json("/register", "{\"redirect_uris\":[\"" + uri + "\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isIn("invalid_redirect_uri", "invalid_client_metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"redirect_uris\":[]}",
                "{\"redirect_uris\":null}",
                "{\"redirect_uris\":\"https://app.example/cb\"}",
                "{\"redirect_uris\":[1]}",
                "{\"redirect_uris\":[null]}",
                "{\"redirect_uris\":{}}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"client_name\":1}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"client_name\":\"a\\nb\"}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"client_name\":\"\\u202egnp.exe\"}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"client_name\":\"\\ud800\"}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"grant_types\":[\"implicit\"]}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"grant_types\":[\"client_credentials\"]}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"response_types\":[\"token\"]}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"token_endpoint_auth_method\":\"private_key_jwt\"}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"logo_uri\":\"javascript:alert(1)\"}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"policy_uri\":\"not a uri\"}",
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"contacts\":\"me\"}",
                "{",
                "[]",
                "null",
                "1",
                "\"text\""
            })
    void malformed_metadata_is_answered_invalid_client_metadata(String body) {
        var answer = client.json("/register", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_client_metadata");
    }

    @ParameterizedTest
    @CsvSource({"10, 320, 201", "11, 320, 400", "10, 321, 400"})
    void as_many_contacts_are_kept_as_anybody_needs(int number, int length, int status) {
        String contacts = String.join("\",\"", Collections.nCopies(number, "a".repeat(length)));

        var answer = client.json(
                "/register", "{\"redirect_uris\":[\"https://app.example/cb\"],\"contacts\":[\"" + contacts + "\"]}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(status == 201 || answer.error().equals("invalid_client_metadata"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4, 2000, 201", "5, 2000, 400", "20, 400, 201"})
    void redirect_uris_may_not_be_long_together(int number, int length, int status) {
        String uris = IntStream.range(0, number)
                .mapToObj(i -> "https://app.example/%02d/".formatted(i))
                .map(uri -> uri + "a".repeat(length - uri.length()))
                .collect(Collectors.joining("\",\""));

        var answer = client.json("/register", "{\"redirect_uris\":[\"" + uris + "\"]}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(status == 201 || answer.error().equals("invalid_client_metadata"))
                .isTrue();
    }

    @Test
    void an_empty_body_is_answered_invalid_client_metadata() {
        assertThat(client.json("/register", "").error()).isEqualTo("invalid_client_metadata");
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThat(client.json("/register", "[".repeat(60_000)).status()).isEqualTo(400);
        assertThat(client.json("/register", "{\"a\":".repeat(10_000)).status()).isEqualTo(400);
    }

    @Test
    void a_body_longer_than_64_kib_is_refused() {
        assertThat(client.json("/register", "{\"client_name\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void more_than_20_redirect_uris_are_refused() {
        String uris = IntStream.rangeClosed(1, 21)
                .mapToObj(i -> "\"https://app.example/" + i + "\"")
                .collect(Collectors.joining(","));

        assertThat(client.json("/register", "{\"redirect_uris\":[" + uris + "]}")
                        .error())
                .isEqualTo("invalid_client_metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://claude.ai/api/mcp/auth_callback",
                "https://vscode.dev/redirect",
                "http://127.0.0.1/callback",
                "http://127.0.0.1:33418/",
                "http://[::1]:8080/cb",
                "http://localhost:6274/oauth/callback",
                "cursor://anysphere.cursor-retrieval/oauth/user-x/callback",
                "vscode://vscode.github-authentication/did-authenticate",
                "com.example.app:/oauth2redirect",
                "myapp://cb",
                "urn:ietf:wg:oauth:2.0:oob"
            })
    void redirect_uris_of_real_clients_are_taken_as_they_are(String uri) {
        var answer = client.json("/register", "{\"redirect_uris\":[\"" + uri + "\"]}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().getJsonArray("redirect_uris").getString(0)).isEqualTo(uri);
    }

    @Test
    void the_answer_holds_everything_that_was_registered() {
        var answer = client.json("/register", """
                {"redirect_uris":["https://app.example/cb"],"client_name":"App","client_uri":"https://app.example",
                 "logo_uri":"https://app.example/logo.png","tos_uri":"https://app.example/tos",
                 "policy_uri":"https://app.example/policy","contacts":["me@app.example"],"scope":"mcp openid unknown",
                 "grant_types":["authorization_code","refresh_token"],"response_types":["code"],
                 "application_type":"native","token_endpoint_auth_method":"client_secret_basic","software_id":"x",
                 "x_unknown":{"a":[1,2]}}""");
        JsonObject json = answer.json();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(json.getString("client_id")).matches("client_[A-Za-z0-9_-]{22}");
        assertThat(json.getString("client_secret")).hasSize(43);
        assertThat(json.getString("registration_access_token")).startsWith("reg-");
        assertThat(json.getString("registration_client_uri"))
                .isEqualTo(server.issuer() + "/register/" + json.getString("client_id"));
        assertThat(json.getString("client_name")).isEqualTo("App");
        assertThat(json.getString("logo_uri")).isEqualTo("https://app.example/logo.png");
        assertThat(json.getString("scope")).isEqualTo("mcp openid");
        assertThat(json.getString("token_endpoint_auth_method")).isEqualTo("client_secret_basic");
        assertThat(json.getJsonArray("response_types").getString(0)).isEqualTo("code");
        assertThat(json.getJsonArray("grant_types")).hasSize(2);
        assertThat(json.getJsonArray("contacts").getString(0)).isEqualTo("me@app.example");
    }

    @Test
    void the_secret_ends_when_the_client_lifetime_says_so() {
        JsonObject json = register("{\"redirect_uris\":[\"https://app.example/cb\"]}");

        assertThat(Instant.ofEpochSecond(json.getInt("client_secret_expires_at")))
                .isEqualTo(Instant.ofEpochSecond(json.getInt("client_id_issued_at"))
                        .plusSeconds(7_776_000));
    }

    @Test
    void a_client_that_names_no_authentication_method_is_given_a_secret() {
        JsonObject json = register("{\"redirect_uris\":[\"https://app.example/cb\"]}");

        assertThat(json.getString("client_secret")).hasSize(43);
        assertThat(json.getString("token_endpoint_auth_method")).startsWith("client_secret_");
    }

    @Test
    void a_public_client_is_given_no_secret() {
        JsonObject json =
                register("{\"redirect_uris\":[\"https://app.example/cb\"],\"token_endpoint_auth_method\":\"none\"}");

        assertThat(json).doesNotContainKey("client_secret").doesNotContainKey("client_secret_expires_at");
        assertThat(json.getString("token_endpoint_auth_method")).isEqualTo("none");
    }

    @Test
    void a_client_of_the_device_grant_alone_needs_no_redirect_uri() {
        JsonObject json = register("""
                {"grant_types":["urn:ietf:params:oauth:grant-type:device_code","refresh_token"],
                 "token_endpoint_auth_method":"none"}""");

        assertThat(json.getJsonArray("grant_types")).hasSize(2);
    }

    @Test
    void redis_holds_no_secret_of_the_client() {
        JsonObject json = register("{\"redirect_uris\":[\"https://app.example/cb\"]}");

        String stored = server.redis()
                .client()
                .<String>getBucket(RedisKeys.client(json.getString("client_id")))
                .get();
        assertThat(stored)
                .doesNotContain(json.getString("client_secret"))
                .doesNotContain(json.getString("registration_access_token"));
    }

    @Test
    void a_registration_that_nobody_uses_ends_after_a_day() {
        JsonObject json = register("{\"redirect_uris\":[\"https://app.example/cb\"]}");

        long left = server.redis()
                .client()
                .getBucket(RedisKeys.client(json.getString("client_id")))
                .remainTimeToLive();
        assertThat(left).isBetween(86_000_000L, 86_400_000L);
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "DELETE", "PATCH"})
    void other_methods_are_refused(String method) {
        assertThat(client.send(method, "/register", "").status()).isEqualTo(405);
    }

    private JsonObject register(String body) {
        var answer = client.json("/register", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }
}
