package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.auth.support.TestAuthorization.query;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;

/** The authorization endpoint (OAuth 2.1 s4.1, RFC 7636, RFC 8707, RFC 9207) and the consent before it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorizeIT {

    private final AuthServer server = AuthServer.shared();
    private final TestBrowser browser = new TestBrowser();

    @Test
    void an_unknown_client_gets_a_page_that_says_what_to_do_and_no_redirect() {
        var answer = browser.open(
                TestAuthorization.of(server).with("client_id", "client_gone").url());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.body()).contains("registration is gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/",
                "http://127.0.0.1:39999/callback/../evil",
                "http://127.0.0.1:39999/callback?x=1",
                "http://127.0.0.1@evil.example.com/callback",
                "http://localhost:39999/callback",
                "https://127.0.0.1:39999/callback",
            })
    void a_redirect_uri_that_is_not_registered_gets_a_page_and_no_redirect(String redirectUri) {
        var answer = browser.open(
                TestAuthorization.of(server).with("redirect_uri", redirectUri).url());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>"})
    void nothing_that_a_request_says_is_shown_unescaped(String evil) {
        TestAuthorization authorization = TestAuthorization.of(server, evil, TestAuthorization.REDIRECT_URI);

        assertThat(browser.open(authorization.with("state", evil).url()).body()).doesNotContain(evil);
        assertThat(browser.open(authorization.with("client_id", evil).url()).body())
                .doesNotContain(evil);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, , invalid_request",
        "code_challenge, , invalid_request",
        "code_challenge, too-short, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, , invalid_request",
        "resource, https://elsewhere.example.com/mcp, invalid_target",
        "resource, http://[, invalid_target",
        "prompt, none, login_required",
        "prompt, none login, invalid_request",
        "request_uri, https://evil.example.com/r, invalid_request",
    })
    void a_wrong_parameter_is_told_the_client_with_state_and_issuer(String name, String value, String error) {
        var answer = browser.open(TestAuthorization.of(server).with(name, value).url());

        assertThat(answer.status()).isEqualTo(303);
        URI location = URI.create(answer.header("Location"));
        assertThat(location.toString()).startsWith(TestAuthorization.REDIRECT_URI + "?");
        assertThat(query(location))
                .containsEntry("error", error)
                .containsEntry("state", "client-state")
                .containsEntry("iss", server.issuer().toString());
    }

    @Test
    void a_parameter_that_is_sent_twice_is_refused() {
        var answer = browser.open(TestAuthorization.of(server).url() + "&scope=mcp&scope=openid");

        assertThat(query(URI.create(answer.header("Location")))).containsEntry("error", "invalid_request");
    }

    @Test
    void a_state_cannot_add_parameters_to_the_redirect() {
        URI location =
                TestAuthorization.of(server).with("state", "a&code=evil#x").letIn(browser, "alice");

        assertThat(query(location)).containsEntry("state", "a&code=evil#x");
        assertThat(location.getFragment()).isNull();
    }

    @Test
    void a_redirect_uri_keeps_its_own_query() {
        String redirectUri = "https://app.example.com/cb?tenant=7";
        URI location = TestAuthorization.of(server, "With query", redirectUri)
                .with("redirect_uri", redirectUri)
                .letIn(browser, "alice");

        assertThat(location.toString()).startsWith(redirectUri + "&code=");
    }

    @Test
    void a_loopback_client_may_come_back_on_another_port() {
        URI location = TestAuthorization.of(server)
                .with("redirect_uri", "http://127.0.0.1:1234/callback")
                .letIn(browser, "alice");

        assertThat(location.toString()).startsWith("http://127.0.0.1:1234/callback?code=");
    }

    @Test
    void the_consent_page_names_client_destination_and_services_and_cannot_be_framed() {
        var page = browser.open(TestAuthorization.of(server, "Claude Code", TestAuthorization.REDIRECT_URI)
                .with("resource", server.resource("time"))
                .url());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Claude Code", "127.0.0.1", "<li>time</li>")
                .doesNotContain("<li>everything</li>");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http://127.0.0.1:39999");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void nobody_is_sent_to_sign_in_before_the_consent() {
        var page = browser.open(TestAuthorization.of(server).url());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Location")).isEmpty();
    }

    @Test
    void refusing_sends_access_denied() {
        var page = browser.open(TestAuthorization.of(server).url());
        var answer = browser.submit(page, server.issuer() + "/authorize", "decision", "deny");

        assertThat(query(URI.create(answer.header("Location")))).containsEntry("error", "access_denied");
    }

    @Test
    void an_approval_from_another_browser_is_refused() {
        var page = browser.open(TestAuthorization.of(server).url());
        var answer = new TestBrowser().submit(page, server.issuer() + "/authorize", "decision", "approve");

        assertThat(query(URI.create(answer.header("Location")))).containsEntry("error", "access_denied");
    }

    @Test
    void an_approval_of_one_request_does_not_approve_another() {
        var page = browser.open(TestAuthorization.of(server).url());
        Map<String, String> fields = TestBrowser.hiddenFields(page.body());
        String wider = fields.get("request") + "&prompt=login";
        var answer = browser.submit(
                new org.mcpgateway.auth.support.TestClient.Answer(200, page.headers(), ""),
                server.issuer() + "/authorize",
                "request",
                wider,
                "token",
                fields.get("token"),
                "decision",
                "approve");

        assertThat(query(URI.create(answer.header("Location")))).containsEntry("error", "access_denied");
    }

    @Test
    void a_known_user_who_agreed_before_is_not_asked_again_but_for_another_client() {
        TestAuthorization authorization = TestAuthorization.of(server);
        authorization.letIn(browser, "alice");

        assertThat(browser.open(authorization.url()).header("Location")).contains("code=");
        assertThat(browser.open(TestAuthorization.of(server).url()).status())
                .as("a new client is asked for, live session or not")
                .isEqualTo(200);
    }

    @Test
    void another_site_never_gets_a_silent_grant() {
        TestAuthorization authorization = TestAuthorization.of(server);
        authorization.letIn(browser, "alice");

        assertThat(browser.open(authorization.url(), "cross-site").status()).isEqualTo(200);
        assertThat(browser.open(authorization.url(), "same-site").status()).isEqualTo(200);
    }

    @Test
    void more_scope_or_another_resource_asks_again() {
        TestAuthorization authorization = TestAuthorization.of(server).with("resource", server.resource("time"));
        authorization.letIn(browser, "alice");

        assertThat(browser.open(authorization
                                .with("scope", "mcp offline_access")
                                .url())
                        .status())
                .isEqualTo(200);
        assertThat(browser.open(authorization
                                .with("scope", "mcp")
                                .with("resource", server.resource("everything"))
                                .url())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void prompt_consent_asks_again() {
        TestAuthorization authorization = TestAuthorization.of(server);
        authorization.letIn(browser, "alice");

        assertThat(browser.open(authorization.with("prompt", "consent").url()).status())
                .isEqualTo(200);
    }
}
