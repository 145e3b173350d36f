package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** One event for each security-relevant act, with who and what it concerns and never a secret. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditIT {

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();
    private final TestAuthorization app = TestAuthorization.of(server);
    private final TestBrowser browser = new TestBrowser();

    @Test
    void what_is_refused_is_told_with_the_reason() {
        client.json("/register", "{\"redirect_uris\":[\"javascript:alert(1)\"]}");
        awaitEvent(server, "client_refused", "\"error\":\"invalid_redirect_uri\"");

        client.send(
                "DELETE",
                "/register/" + app.clientId(),
                "",
                "Authorization",
                "Bearer guess",
                "X-Forwarded-For",
                LimitsIT.address());
        awaitEvent(server, "client_refused", client(app), "registration access token");

        browser.open(app.with("response_type", "token").url());
        awaitEvent(server, "authorization_refused", client(app), "\"error\":\"unsupported_response_type\"");
        app.with("response_type", "code");

        app.exchange("never-given");
        awaitEvent(server, "token_refused", client(app), "\"error\":\"invalid_grant\"");

        browser.open(server.issuer() + "/callback?code=x&state=y");
        awaitEvent(server, "sign_in_refused", "not begun in this browser");
    }

    @Test
    void a_refusal_by_the_person_is_told() {
        Answer page = browser.open(app.url());
        browser.submit(page, server.issuer() + "/authorize", "decision", "deny");

        awaitEvent(server, "consent_denied", client(app));
    }

    @Test
    void everything_from_registration_to_deletion_is_told() {
        String code = app.code();
        JsonObject tokens = app.exchange(code).json();
        JsonObject refreshed = app.refresh(tokens.getString("refresh_token")).json();
        app.exchange(code);
        JsonObject more = app.tokens();
        JsonObject next = app.refresh(more.getString("refresh_token")).json();
        app.refresh(next.getString("refresh_token"));
        app.refresh(more.getString("refresh_token"));
        String revoked = app.tokens().getString("access_token");
        client.form("/revoke", "token", revoked, "client_id", app.clientId());
        client.send(
                "DELETE",
                "/register/" + app.clientId(),
                "",
                "Authorization",
                "Bearer " + app.registration().getString("registration_access_token"));

        awaitEvent(server, "client_registered", client(app), "redirect_uris");
        awaitEvent(server, "authorization_requested", client(app));
        awaitEvent(server, "signed_in", client(app), "\"user\":\"alice\"", "\"provider\":\"local\"");
        awaitEvent(server, "consent_given", client(app), "\"user\":\"alice\"", "\"destination\":\"http://127.0.0.1\"");
        awaitEvent(server, "code_issued", client(app), "\"user\":\"alice\"", "\"grant_id\":");
        awaitEvent(server, "token_issued", client(app), "\"jti\":", "\"grant_id\":");
        awaitEvent(server, "token_refreshed", client(app), "\"user\":\"alice\"");
        awaitEvent(server, "code_replayed", client(app), "\"grant_id\":");
        awaitEvent(server, "refresh_token_reused", client(app), "\"grant_id\":");
        awaitEvent(server, "token_revoked", client(app), "\"jti\":");
        awaitEvent(server, "client_deleted", client(app));
        assertThat(server.log())
                .doesNotContain(
                        code,
                        tokens.getString("access_token"),
                        tokens.getString("refresh_token"),
                        refreshed.getString("refresh_token"),
                        next.getString("refresh_token"),
                        app.codeVerifier(),
                        app.registration().getString("registration_access_token"));
    }

    /** Waits for a line of the log that holds the event and all of these. */
    static void awaitEvent(AuthServer server, String event, String... parts) {
        await().alias(event + " " + Arrays.toString(parts))
                .atMost(Duration.ofSeconds(20))
                .until(() -> server.log()
                        .lines()
                        .filter(line -> line.contains("\"event\":\"" + event + "\""))
                        .filter(line -> line.contains("\"request_id\":\""))
                        .anyMatch(line -> Arrays.stream(parts).allMatch(line::contains)));
    }

    private static String client(TestAuthorization app) {
        return "\"client_id\":\"" + app.clientId() + "\"";
    }
}
