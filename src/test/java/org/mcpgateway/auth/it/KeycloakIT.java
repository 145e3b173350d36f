package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.auth.support.TestAuthorization.query;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.ForgedTokens;
import org.mcpgateway.auth.support.FreePort;
import org.mcpgateway.auth.support.KeycloakServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Sign-in with a real Keycloak, which is not there yet when the gateway starts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeycloakIT {

    private static AuthServer server;
    private static KeycloakServer keycloak;

    private final TestBrowser atGateway = new TestBrowser();
    private final TestBrowser atKeycloak = new TestBrowser();
    private final TestAuthorization authorization = TestAuthorization.of(server);

    @BeforeAll
    static void start() {
        int port = FreePort.next();
        server = AuthServer.start(Map.of(
                "LOCAL_IDENTITY", "false",
                "OIDC_PROVIDERS", "corp",
                "OIDC_CORP_ISSUER", KeycloakServer.issuer(port),
                "OIDC_CORP_CLIENT_ID", KeycloakServer.CLIENT_ID,
                "OIDC_CORP_CLIENT_SECRET", KeycloakServer.CLIENT_SECRET,
                "OIDC_CORP_LABEL", "Corporate sign-on",
                "ALLOWED_GROUPS", "staff"));
        keycloak = new KeycloakServer(port, URI.create(server.issuer() + "/callback/corp"));
    }

    @AfterAll
    static void stop() {
        keycloak.close();
        server.close();
    }

    @Test
    void a_user_whose_account_is_disabled_does_not_come_back() {
        Answer page = keycloak.logIn(atKeycloak, request(), "dave");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("disabled");
    }

    @Test
    void a_user_outside_of_the_group_is_refused() {
        assertThat(result("mallory", "accept"))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    @Test
    void a_user_who_refuses_at_keycloak_is_refused_to_the_client() {
        Map<String, String> result = result("alice", "cancel");

        assertThat(result).containsEntry("error", "access_denied").containsEntry("state", "client-state");
        assertThat(result.get("error_description")).contains("refused");
    }

    @Test
    void a_member_of_the_group_signs_in_and_gets_tokens() {
        Map<String, String> result = result("alice", "accept");

        JsonObject tokens = authorization.exchange(result.get("code")).json();
        JsonObject claims = ForgedTokens.claims(tokens.getString("access_token"));
        assertThat(claims.getString("sub")).startsWith("corp:").hasSizeGreaterThan(20);
        assertThat(claims.getString("username")).isEqualTo("alice");
        assertThat(claims.getString("email")).isEqualTo("alice@corp.example");
        assertThat(claims.getString("name")).isEqualTo("alice Example");
        assertThat(TestApp.verify(server, tokens.getString("access_token"), "time")
                        .status())
                .isEqualTo(200);
        assertThat(authorization.refresh(tokens.getString("refresh_token")).status())
                .isEqualTo(200);
    }

    private Map<String, String> result(String username, String decision) {
        Answer consent = keycloak.logIn(atKeycloak, request(), username);
        URI callback = keycloak.decide(atKeycloak, consent, decision);
        return query(URI.create(atGateway.open(callback.toString()).header("Location")));
    }

    private String request() {
        Answer consent = atGateway.open(authorization.url());
        assertThat(consent.body()).contains("Allow and sign in with Corporate sign-on");
        return atGateway
                .submit(consent, server.issuer() + "/authorize", "decision", "approve")
                .header("Location");
    }
}
