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

/** Token introspection (RFC 7662), its errors first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IntrospectionIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final TestApp APP = TestApp.confidentialClient(SERVER);
    private static final JsonObject TOKENS = APP.tokens(new Person(SERVER, "alice"));
    private static final String ACCESS_TOKEN = TOKENS.getString("access_token");

    private final TestClient client = SERVER.client();

    @Test
    void without_client_authentication_nothing_is_told() {
        assertThat(client.form("/introspect", "token", ACCESS_TOKEN).status()).isEqualTo(400);
        assertThat(client.form("/introspect", "token", ACCESS_TOKEN, "client_id", APP.clientId())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_bearer_token_is_no_client_authentication() {
        Answer answer = client.post(
                "/introspect",
                "application/x-www-form-urlencoded",
                "token=" + ACCESS_TOKEN,
                "Authorization",
                "Bearer " + ACCESS_TOKEN);

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_public_client_is_told_nothing() {
        TestApp publicApp = TestApp.publicClient(SERVER);
        String own = publicApp.tokens(new Person(SERVER, "bob")).getString("access_token");

        assertThat(publicApp.send("/introspect", "token", own).error()).isEqualTo("invalid_client");
    }

    @Test
    void a_missing_token_is_an_invalid_request() {
        assertThat(APP.send("/introspect").error()).isEqualTo("invalid_request");
    }

    @Test
    void of_another_clients_token_only_inactive_is_told() {
        Answer answer = TestApp.confidentialClient(SERVER).send("/introspect", "token", ACCESS_TOKEN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void of_an_unknown_token_only_inactive_is_told() {
        assertThat(APP.send("/introspect", "token", "unknown").body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void a_revoked_token_is_inactive() {
        String token = APP.tokens(new Person(SERVER, "alice")).getString("access_token");
        APP.send("/revoke", "token", token);

        assertThat(APP.send("/introspect", "token", token).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void its_own_access_token_is_told_to_a_client() {
        JsonObject told = APP.send("/introspect", "token", ACCESS_TOKEN).json();

        assertThat(told.getBoolean("active")).isTrue();
        assertThat(told.getString("client_id")).isEqualTo(APP.clientId());
        assertThat(told.getString("username")).isEqualTo("alice");
        assertThat(told.getString("scope")).contains("mcp");
        assertThat(told.getString("token_type")).isEqualTo("Bearer");
        assertThat(told.getString("iss")).isEqualTo(SERVER.issuer().toString());
        assertThat(told.getInt("exp") - told.getInt("iat")).isEqualTo(86_400);
        assertThat(told.getString("jti")).isNotEmpty();
    }

    @Test
    void its_own_refresh_token_is_told_to_a_client() {
        JsonObject told = APP.send("/introspect", "token", TOKENS.getString("refresh_token"))
                .json();

        assertThat(told.getBoolean("active")).isTrue();
        assertThat(told.getString("token_type")).isEqualTo("refresh_token");
    }

    @Test
    void a_configured_resource_server_is_told_of_every_token() {
        JsonObject told = client.basicForm(
                        "/introspect", AuthServer.RESOURCE_SERVER, AuthServer.OPERATORS_SECRET, "token", ACCESS_TOKEN)
                .json();

        assertThat(told.getBoolean("active")).isTrue();
        assertThat(told.getString("client_id")).isEqualTo(APP.clientId());
    }

    @Test
    void a_machine_client_is_no_resource_server() {
        assertThat(client.basicForm(
                                "/introspect",
                                AuthServer.MACHINE_CLIENT,
                                AuthServer.OPERATORS_SECRET,
                                "token",
                                ACCESS_TOKEN)
                        .body())
                .isEqualTo("{\"active\":false}");
    }
}
