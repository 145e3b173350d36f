package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** The way back from the identity provider: bound to the browser, once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CallbackIT {

    private final AuthServer server = AuthServer.shared();
    private final TestBrowser browser = new TestBrowser();

    @Test
    void a_state_that_was_never_given_out_ends_in_a_page() {
        browser.open(TestAuthorization.of(server).url());
        Answer answer = browser.open(server.issuer() + "/callback?code=x&state=never");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Start again");
    }

    @Test
    void another_browser_cannot_finish_a_sign_in() {
        String callback = signedIn();

        Answer stolen = new TestBrowser().open(callback);

        assertThat(stolen.status()).isEqualTo(400);
        assertThat(stolen.header("Location")).isEmpty();
    }

    @Test
    void a_name_that_is_none_is_asked_for_again() {
        Answer next = browser.submit(
                browser.open(TestAuthorization.of(server).url()),
                server.issuer() + "/authorize",
                "decision",
                "approve");
        Answer page = browser.open(next.header("Location"));
        Answer answer = browser.submit(page, server.issuer() + "/local/sign-in", "username", "<b>root</b>");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("role=\"alert\"").doesNotContain("<b>root</b>");
    }

    @Test
    void on_https_the_browser_is_bound_by_a_cookie_that_no_other_host_can_plant() {
        String host = "auth.gateway.test";
        try (AuthServer https = AuthServer.start(Map.of(
                "GATEWAY_ISSUER", "https://" + host,
                "LOCAL_IDENTITY", "false",
                "GITHUB_CLIENT_ID", "Iv1.test",
                "GITHUB_CLIENT_SECRET", "secret-of-the-test"))) {
            String clientId = https.client()
                    .json("/register", "{\"redirect_uris\":[\"http://127.0.0.1/callback\"]}", "Host", host)
                    .json()
                    .getString("client_id");
            String request = TestClient.encode(
                    "response_type", "code",
                    "client_id", clientId,
                    "redirect_uri", "http://127.0.0.1/callback",
                    "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                    "code_challenge_method", "S256");

            Answer page = https.client().get("/authorize?" + request, "Host", host);

            assertThat(page.header("Set-Cookie"))
                    .matches("__Host-gateway-browser=[A-Za-z0-9_-]{43};.*")
                    .containsIgnoringCase("Path=/;")
                    .containsIgnoringCase("Secure")
                    .containsIgnoringCase("HttpOnly")
                    .containsIgnoringCase("SameSite=Lax")
                    .doesNotContainIgnoringCase("Domain");
        }
    }

    private String signedIn() {
        Answer next = browser.submit(
                browser.open(TestAuthorization.of(server).url()),
                server.issuer() + "/authorize",
                "decision",
                "approve");
        Answer page = browser.open(next.header("Location"));
        return browser.submit(page, server.issuer() + "/local/sign-in", "username", "alice")
                .header("Location");
    }
}
