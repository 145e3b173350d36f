package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;

/** The page on which users see and end what they gave, and keep their secrets; what it refuses first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountIT {

    private static final AuthServer SERVER = AuthServer.shared();
    private static final String PAGE = SERVER.issuer() + "/account";

    private final TestBrowser browser = new TestBrowser();
    private final String user = "user" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whoever_is_not_signed_in_sees_nothing_but_the_question_to_do_so() {
        Answer page = browser.open(PAGE);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Sign in").doesNotContain("Applications", "Signed in as");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void a_form_that_is_not_of_this_browser_s_page_changes_nothing() {
        signIn();
        Answer foreign = new TestBrowser().open(PAGE);

        Answer refused = submit(foreign, "act", "sign-out");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(PAGE).body()).contains("Signed in as <strong>" + user);
    }

    @Test
    void a_form_of_the_page_before_the_sign_in_does_not_act_as_the_user() {
        Answer before = browser.open(PAGE);
        signIn();

        assertThat(submit(before, "act", "sign-out").status()).isEqualTo(403);
    }

    @Test
    void nobody_ends_the_access_of_somebody_else() {
        JsonObject theirs = TestAuthorization.of(SERVER).tokens();
        signIn();

        Answer refused = submit(browser.open(PAGE), "act", "end", "access", jti(theirs));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(verify(theirs)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no space", "ünder", "../x"})
    void a_name_that_is_none_is_told_on_the_page(String name) {
        signIn();

        Answer told = submit(browser.open(PAGE), "act", "keep", "name", name, "value", "x");

        assertThat(told.status()).isEqualTo(400);
        assertThat(told.body()).contains("role=\"alert\"", "1 to 64 letters, digits and underscores");
    }

    @Test
    void somebody_signs_in_for_the_page_alone() {
        signIn();

        assertThat(browser.open(PAGE).body())
                .contains("Signed in as <strong>" + user, "No application may do anything in your name");
    }

    @Test
    void a_consent_that_is_withdrawn_ends_every_token_of_the_client() {
        TestAuthorization client = TestAuthorization.of(SERVER, "A <b>bold</b> client", TestAuthorization.REDIRECT_URI);
        String code = TestAuthorization.query(client.letIn(browser, user)).get("code");
        JsonObject tokens = client.exchange(code).json();
        Answer page = browser.open(PAGE);
        assertThat(page.body()).contains("A &lt;b&gt;bold&lt;/b&gt; client").doesNotContain("<b>bold");

        Answer done = submit(page, "act", "withdraw", "client", client.clientId());

        assertThat(done.status()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(10)).until(() -> verify(tokens) == 401);
        assertThat(client.refresh(tokens.getString("refresh_token")).error()).isEqualTo("invalid_grant");
        assertThat(browser.open(PAGE).body()).doesNotContain("bold");
    }

    @Test
    void one_access_ends_and_the_client_gets_another() {
        TestAuthorization client = TestAuthorization.of(SERVER);
        String code = TestAuthorization.query(client.letIn(browser, user)).get("code");
        JsonObject tokens = client.exchange(code).json();

        Answer done = submit(browser.open(PAGE), "act", "end", "access", jti(tokens));

        assertThat(done.status()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(10)).until(() -> verify(tokens) == 401);
        assertThat(client.refresh(tokens.getString("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void a_secret_is_kept_by_name_and_never_shown() {
        signIn();
        String value = "value-" + UUID.randomUUID();

        Answer kept = submit(browser.open(PAGE), "act", "keep", "name", "WEATHER_KEY", "value", value);

        assertThat(kept.status()).isEqualTo(303);
        assertThat(browser.open(PAGE).body())
                .contains("<code>WEATHER_KEY</code>")
                .doesNotContain(value);
        assertThat(RedisDump.of(SERVER.redis())).doesNotContain(value);

        submit(browser.open(PAGE), "act", "forget", "name", "WEATHER_KEY");
        assertThat(browser.open(PAGE).body()).doesNotContain("WEATHER_KEY");
    }

    @Test
    void signing_out_ends_the_session() {
        signIn();

        submit(browser.open(PAGE), "act", "sign-out");

        assertThat(browser.open(PAGE).body()).doesNotContain("Signed in as");
    }

    private void signIn() {
        Answer asked = submit(browser.open(PAGE), "act", "sign-in");
        Answer form = browser.open(asked.header("Location"));
        Answer named = browser.submit(form, SERVER.issuer() + "/local/sign-in", "username", user);
        Answer back = browser.open(named.header("Location"));
        assertThat(URI.create(back.header("Location")).getPath()).isEqualTo("/account");
    }

    /** Sends one form of the page: each has the same token, and fields of its own. */
    private Answer submit(Answer page, String... fields) {
        var hidden = TestBrowser.hiddenFields(page.body());
        return browser.send(
                PAGE,
                Stream.concat(
                                Stream.of("token", hidden.get("token"), "shown", hidden.getOrDefault("shown", "")),
                                Stream.of(fields))
                        .toArray(String[]::new));
    }

    private static String jti(JsonObject tokens) {
        String claims = tokens.getString("access_token").split("\\.")[1];
        String json = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
        return json.replaceFirst("(?s).*\"jti\":\"([^\"]+)\".*", "$1");
    }

    private static int verify(JsonObject tokens) {
        return TestApp.verify(SERVER, tokens.getString("access_token"), "time").status();
    }
}
