package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.auth.support.TestAuthorization.query;

import jakarta.json.Json;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;

/** The authorization endpoint (OAuth 2.1 s4.1, RFC 7636, RFC 8707, RFC 9207) and the consent before it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorizeIT {

    private static final String PHISHING = "https://phish.example.com/sign-in";
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

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
        "response_mode, fragment, invalid_request",
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
                .contains(
                        "Claude Code",
                        ">127.0.0.1<",
                        ">" + TestAuthorization.REDIRECT_URI + "<",
                        "<li>time</li>",
                        "Any program on your device can pretend to be this application.")
                .doesNotContain("<li>everything</li>", "is asked for");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http://127.0.0.1:39999");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void the_whole_address_that_the_answer_goes_to_is_shown_and_only_the_own_machine_is_warned_of() {
        String redirectUri = "https://app.example.com/cb?tenant=7&x=" + "a".repeat(300);

        var page = browser.open(TestAuthorization.of(server, "Far", redirectUri)
                .with("redirect_uri", redirectUri)
                .url());

        assertThat(page.body())
                .contains(">app.example.com<", ">" + redirectUri.replace("&", "&amp;") + "<")
                .doesNotContain("Any program on your device");
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

    // RFC 9700 s4.11.2: no open redirector

    @Test
    void an_error_sends_nobody_to_an_address_that_anybody_could_have_registered() {
        var answer = browser.open(phishing().with("response_type", "token").url());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.body())
                .contains("unsupported_response_type", "href=\"" + PHISHING + "?error=", "go on to phish.example.com");
    }

    @Test
    void a_question_that_may_not_be_asked_sends_nobody_there_either() {
        var answer = browser.open(phishing().with("prompt", "none").url());

        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.body()).contains("login_required");
    }

    @Test
    void a_forged_decision_sends_nobody_there_either() {
        TestAuthorization authorization = phishing();
        var page = browser.open(authorization.url());

        var answer = new TestBrowser().submit(page, server.issuer() + "/authorize", "decision", "deny");

        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void who_has_refused_on_the_page_that_named_the_destination_goes_there() {
        var page = browser.open(phishing().url());
        var answer = browser.submit(page, server.issuer() + "/authorize", "decision", "deny");

        assertThat(answer.header("Location")).startsWith(PHISHING + "?error=access_denied");
    }

    @Test
    void where_the_person_let_this_client_s_answers_go_before_errors_may_go_as_well() {
        TestAuthorization authorization = phishing();
        authorization.letIn(browser, "alice");

        assertThat(browser.open(authorization.with("response_type", "token").url())
                        .header("Location"))
                .startsWith(PHISHING + "?error=unsupported_response_type");
    }

    // Whom the approval counts for

    @Test
    void a_client_without_the_grant_is_told_so() {
        TestAuthorization authorization = TestAuthorization.ofGrant(server, DEVICE_GRANT);

        assertThat(query(URI.create(browser.open(authorization.url()).header("Location"))))
                .containsEntry("error", "unauthorized_client");
    }

    @Test
    void an_approval_counts_only_for_the_user_whom_the_page_named() {
        TestAuthorization authorization = TestAuthorization.of(server);
        TestAuthorization.of(server).letIn(browser, "alice");
        var pageForAlice = browser.open(authorization.url());
        assertThat(pageForAlice.body()).contains("Allow as alice");
        signInAs("bob");

        var answer = browser.submit(pageForAlice, server.issuer() + "/authorize", "decision", "approve");

        assertThat(answer.header("Location")).contains("/local/sign-in?state=");
    }

    @Test
    void an_approval_that_named_nobody_makes_the_person_sign_in() {
        TestAuthorization authorization = TestAuthorization.of(server);
        var pageForAnybody = browser.open(authorization.url());
        TestAuthorization.of(server).letIn(browser, "alice");

        var answer = browser.submit(pageForAnybody, server.issuer() + "/authorize", "decision", "approve");

        assertThat(answer.header("Location")).contains("/local/sign-in?state=");
    }

    @Test
    void a_form_that_names_another_user_than_its_page_is_refused() {
        TestAuthorization.of(server).letIn(browser, "alice");
        var page = browser.open(TestAuthorization.of(server).url());
        Map<String, String> fields = TestBrowser.hiddenFields(page.body());

        var answer = browser.submit(
                new org.mcpgateway.auth.support.TestClient.Answer(200, page.headers(), ""),
                server.issuer() + "/authorize",
                "request",
                fields.get("request"),
                "token",
                fields.get("token"),
                "shown",
                "local:local:bob",
                "decision",
                "approve");

        assertThat(query(URI.create(answer.header("Location")))).containsEntry("error", "access_denied");
    }

    @Test
    void a_person_may_use_another_account() {
        TestAuthorization.of(server).letIn(browser, "alice");
        var page = browser.open(TestAuthorization.of(server).url());

        var answer = browser.submit(page, server.issuer() + "/authorize", "decision", "switch");

        assertThat(answer.header("Location")).contains("/local/sign-in?state=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "select_account"})
    void a_prompt_for_the_person_makes_the_person_sign_in_again(String prompt) {
        TestAuthorization authorization = TestAuthorization.of(server);
        authorization.letIn(browser, "alice");
        var page = browser.open(authorization.with("prompt", prompt).url());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("Allow as");
        assertThat(browser.submit(page, server.issuer() + "/authorize", "decision", "approve")
                        .header("Location"))
                .contains("/local/sign-in?state=");
    }

    @Test
    void a_hint_at_somebody_else_grants_nothing_silently_and_reaches_the_sign_in() {
        TestAuthorization authorization = TestAuthorization.of(server);
        authorization.letIn(browser, "alice");

        assertThat(browser.open(authorization.with("login_hint", "ALICE").url()).status())
                .isEqualTo(303);
        var page = browser.open(authorization.with("login_hint", "bob").url());
        assertThat(page.status()).isEqualTo(200);
        var next = browser.submit(page, server.issuer() + "/authorize", "decision", "approve");
        assertThat(browser.open(next.header("Location")).body()).contains("value=\"bob\"");
        assertThat(browser.open(authorization.with("prompt", "none").url()).header("Location"))
                .contains("error=login_required");
    }

    // What is remembered

    @Test
    void the_page_says_what_each_scope_means() {
        var page = browser.open(TestAuthorization.of(server)
                .with("scope", "mcp email offline_access unheard-of")
                .url());

        assertThat(page.body())
                .contains("<code>mcp</code>", "see your verified address", "also while you are away")
                .doesNotContain("unheard-of</code>");
    }

    @Test
    void two_approvals_are_both_remembered_and_never_add_up_to_a_third() {
        TestAuthorization authorization =
                TestAuthorization.of(server).with("scope", "mcp email").with("resource", server.resource("time"));
        authorization.letIn(browser, "alice");
        authorization
                .with("scope", "mcp")
                .with("resource", server.resource("everything"))
                .letIn(browser, "alice");

        assertThat(browser.open(authorization.url()).status()).isEqualTo(303);
        assertThat(browser.open(authorization
                                .with("scope", "mcp email")
                                .with("resource", server.resource("time"))
                                .url())
                        .status())
                .isEqualTo(303);
        assertThat(browser.open(authorization
                                .with("resource", server.resource("everything"))
                                .url())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void another_host_asks_again_and_another_port_of_the_own_machine_does_not() {
        TestAuthorization authorization = TestAuthorization.registered(
                server,
                Json.createObjectBuilder()
                        .add("token_endpoint_auth_method", "none")
                        .add(
                                "redirect_uris",
                                Json.createArrayBuilder()
                                        .add(TestAuthorization.REDIRECT_URI)
                                        .add("https://app.example.com/callback")));
        authorization.letIn(browser, "alice");

        assertThat(browser.open(authorization
                                .with("redirect_uri", "http://127.0.0.1:4711/callback")
                                .url())
                        .status())
                .isEqualTo(303);
        assertThat(browser.open(authorization
                                .with("redirect_uri", "https://app.example.com/callback")
                                .url())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void without_the_consent_behind_it_a_code_gives_nothing() {
        TestAuthorization authorization = TestAuthorization.of(server);
        String code = authorization.code();
        server.redis().records().delete(RedisKeys.consent("local:local:alice:" + authorization.clientId()));

        assertThat(authorization.exchange(code).error()).isEqualTo("invalid_grant");
    }

    private void signInAs(String username) {
        TestAuthorization other = TestAuthorization.of(server).with("prompt", "login");
        other.letIn(browser, username);
    }

    private TestAuthorization phishing() {
        return TestAuthorization.of(server, "Your bank", PHISHING).with("redirect_uri", PHISHING);
    }
}
