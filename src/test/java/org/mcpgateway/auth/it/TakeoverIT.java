package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.support.Administrator;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TakeoverServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient.Answer;

/** A forerunner's clients and refresh tokens, as {@code gateway import} sends them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakeoverIT {

    private static final String USER = TakeoverServer.USER;

    private final AuthServer server = TakeoverServer.shared();
    private final Administrator administrator = new Administrator(server);
    private final RandomTokens random = new RandomTokens();
    private final String clientId = "client_" + random.identifier();
    private final String secret = random.secret();
    private final String refreshToken = random.secret();

    @Test
    void a_secret_that_is_not_hashed_is_refused() {
        Answer answer = take(client().add("client_secret_hash", secret + "="), token(USER), false);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("SHA-256").doesNotContain(secret);
    }

    @Test
    void more_than_five_hundred_records_are_refused() {
        JsonArrayBuilder many = Json.createArrayBuilder();
        for (int i = 0; i < 501; i++) {
            many.add(token(USER));
        }

        assertThat(administrator
                        .post(
                                "import",
                                Json.createObjectBuilder()
                                        .add("refresh_tokens", many)
                                        .build()
                                        .toString())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_token_without_its_client_is_not_taken_and_the_reason_told() {
        JsonObject taken = take(null, token(USER), false).json().getJsonObject("refresh_tokens");

        assertThat(taken.getInt("taken")).isZero();
        assertThat(taken.toString()).contains("its client is gone: " + clientId);
    }

    @Test
    void a_token_of_a_user_who_is_not_allowed_is_not_taken() {
        assertThat(take(client(), token("mallory"), false).body()).contains("its user is not allowed: mallory");
    }

    @Test
    void what_has_expired_is_not_taken() {
        Answer answer = take(client().add("expires_at", 1), token(USER).add("expires_at", 1), false);

        assertThat(answer.json().getJsonObject("clients").getInt("taken")).isZero();
        assertThat(answer.body()).contains("its registration has expired", "it has expired");
    }

    @Test
    void a_dry_run_tells_what_would_be_taken_and_takes_nothing() {
        JsonObject told = take(client(), token(USER), true).json();

        assertThat(told.getJsonObject("clients").getInt("taken")).isEqualTo(1);
        assertThat(told.getJsonObject("refresh_tokens").getInt("taken")).isEqualTo(1);
        assertThat(refresh(refreshToken).error()).isEqualTo("invalid_client");
    }

    @Test
    void a_client_refreshes_with_what_it_had_and_calls_a_service() {
        take(client(), token(USER), false);

        Answer answer = refresh(refreshToken);

        assertThat(answer.status()).isEqualTo(200);
        JsonObject tokens = answer.json();
        Answer verified = TestApp.verify(server, tokens.getString("access_token"), "time");
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.header("X-User-Name")).isEqualTo(USER);
        assertThat(verified.header("X-User-Id")).isEqualTo("46228");
        assertThat(refresh(tokens.getString("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void both_ways_of_showing_the_secret_are_right_and_another_secret_is_wrong() {
        take(client(), token(USER), false);

        assertThat(server.client()
                        .basicForm(
                                "/token",
                                clientId,
                                secret,
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                refreshToken)
                        .status())
                .isEqualTo(200);
        assertThat(server.client()
                        .basicForm(
                                "/token",
                                clientId,
                                random.secret(),
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                refreshToken)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_client_manages_its_registration_with_the_token_it_had() {
        take(client().add("registration_access_token_hash", Sha256.of("reg-" + secret)), token(USER), false);

        Answer answer = server.client().get("/register/" + clientId, "Authorization", "Bearer reg-" + secret);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("https://app.example.com/cb")
                .as("what could not be registered here is left out")
                .doesNotContain("http://app.example.com/cb");
    }

    @Test
    void a_scope_that_the_client_named_itself_does_not_administer() {
        take(client(), token(USER).add("scope", "openid gateway:admin"), false);

        assertThat(refresh(refreshToken).json().getString("scope")).isEqualTo("openid mcp");
    }

    @Test
    void taking_it_twice_changes_nothing_and_does_not_bring_back_what_was_revoked() {
        take(client(), token(USER), false);
        server.client().form("/revoke", "token", refreshToken, "client_id", clientId, "client_secret", secret);

        JsonObject again = take(client(), token(USER), false).json();

        assertThat(again.getJsonObject("clients").getInt("known")).isEqualTo(1);
        assertThat(again.getJsonObject("refresh_tokens").getInt("known")).isEqualTo(1);
        assertThat(refresh(refreshToken).error()).isEqualTo("invalid_grant");
    }

    @Test
    void no_secret_is_in_redis_afterwards() {
        take(client(), token(USER), false);

        assertThat(RedisDump.of(server.redis()))
                .contains(clientId)
                .doesNotContain(secret)
                .doesNotContain(refreshToken);
    }

    private Answer take(JsonObjectBuilder client, JsonObjectBuilder token, boolean dryRun) {
        JsonArrayBuilder clients = Json.createArrayBuilder();
        if (client != null) {
            clients.add(client);
        }
        return administrator.post(
                "import",
                Json.createObjectBuilder()
                        .add("clients", clients)
                        .add("refresh_tokens", Json.createArrayBuilder().add(token))
                        .add("dry_run", dryRun)
                        .build()
                        .toString());
    }

    private JsonObjectBuilder client() {
        return Json.createObjectBuilder()
                .add("client_id", clientId)
                .add("client_secret_hash", Sha256.of(secret))
                .add("client_id_issued_at", 1795453542)
                .add("expires_at", Instant.now().getEpochSecond() + 7_775_999)
                .add("client_name", "Unnamed Client")
                .add("scope", "openid profile email")
                .add(
                        "redirect_uris",
                        Json.createArrayBuilder()
                                .add("https://app.example.com/cb")
                                .add("http://app.example.com/cb"));
    }

    private JsonObjectBuilder token(String username) {
        return Json.createObjectBuilder()
                .add("token_hash", Sha256.of(refreshToken))
                .add("user_id", "46228")
                .add("username", username)
                .add("client_id", clientId)
                .add("scope", "openid profile email")
                .add("created_at", 1795453542)
                .add("expires_at", Instant.now().getEpochSecond() + 2_591_999);
    }

    private Answer refresh(String token) {
        return server.client()
                .form(
                        "/token",
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        token,
                        "client_id",
                        clientId,
                        "client_secret",
                        secret);
    }
}
