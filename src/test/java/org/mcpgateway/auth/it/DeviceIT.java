package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Device authorization (RFC 8628), its errors first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeviceIT {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final AuthServer SERVER = AuthServer.shared();

    private final TestClient client = SERVER.client();
    private final TestBrowser browser = new TestBrowser();
    private final String clientId = register(GRANT);

    // s3.1: the device authorization request

    @Test
    void an_unknown_client_is_401_invalid_client() {
        assertThat(client.form("/device_authorization", "client_id", "nobody").status())
                .isEqualTo(401);
    }

    @Test
    void a_client_that_did_not_register_the_grant_may_not_use_it() {
        assertThat(client.form("/device_authorization", "client_id", register("authorization_code"))
                        .error())
                .isEqualTo("unauthorized_client");
    }

    @Test
    void a_foreign_resource_is_an_invalid_target() {
        assertThat(client.form("/device_authorization", "client_id", clientId, "resource", "https://other.example/mcp")
                        .error())
                .isEqualTo("invalid_target");
    }

    @Test
    void the_answer_has_both_codes_the_page_and_the_times() {
        Answer answer = client.form("/device_authorization", "client_id", clientId);
        JsonObject codes = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(codes.getString("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(codes.getString("verification_uri")).isEqualTo(SERVER.issuer() + "/device");
        assertThat(codes.getString("verification_uri_complete"))
                .isEqualTo(SERVER.issuer() + "/device?user_code=" + codes.getString("user_code"));
        assertThat(codes.getInt("expires_in")).isEqualTo(600);
        assertThat(codes.getInt("interval")).isEqualTo(5);
    }

    @Test
    void the_metadata_says_where_to_begin() {
        JsonObject metadata =
                client.get("/.well-known/oauth-authorization-server").json();

        assertThat(metadata.getString("device_authorization_endpoint"))
                .isEqualTo(SERVER.issuer() + "/device_authorization");
        assertThat(metadata.getJsonArray("grant_types_supported").toString()).contains(GRANT);
    }

    // s3.5: the device access token response

    @Test
    void an_unknown_device_code_is_an_invalid_grant() {
        assertThat(poll("unknown").error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_device_code_of_another_client_is_an_invalid_grant() {
        String deviceCode = begin().getString("device_code");

        assertThat(client.form("/token", "grant_type", GRANT, "device_code", deviceCode, "client_id", register(GRANT))
                        .error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void until_the_person_decides_the_device_waits_and_slows_down_when_it_asks_too_often() {
        String deviceCode = begin().getString("device_code");

        Answer first = poll(deviceCode);
        assertThat(first.status()).isEqualTo(400);
        assertThat(first.error()).isEqualTo("authorization_pending");
        assertThat(poll(deviceCode).error()).isEqualTo("slow_down");
    }

    @Test
    void a_person_who_refuses_is_told_to_the_device() {
        JsonObject codes = begin();
        Answer question = signedIn(codes);

        assertThat(browser.submit(question, address("/device"), "decision", "deny")
                        .status())
                .isEqualTo(200);

        Answer refused = poll(codes.getString("device_code"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("access_denied");
    }

    @Test
    void a_person_who_agrees_gives_the_device_its_tokens_once() {
        JsonObject codes = begin("resource", SERVER.resource("time"));
        Answer question = signedIn(codes);
        assertThat(question.body()).contains("Lamp", codes.getString("user_code"), "time");

        browser.submit(question, address("/device"), "decision", "approve");

        Answer tokens = poll(codes.getString("device_code"));
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.json()).containsKeys("access_token", "refresh_token", "expires_in");
        assertThat(client.get(
                                "/verify",
                                "Authorization",
                                "Bearer " + tokens.json().getString("access_token"),
                                "X-Forwarded-Uri",
                                "/services/time/mcp")
                        .status())
                .isEqualTo(200);
        assertThat(poll(codes.getString("device_code")).error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_device_that_registered_its_grant_alone_may_refresh_what_it_is_given() {
        JsonObject codes = begin();
        browser.submit(signedIn(codes), address("/device"), "decision", "approve");
        JsonObject tokens = poll(codes.getString("device_code")).json();

        Answer refreshed = client.form(
                "/token",
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.getString("refresh_token"),
                "client_id",
                clientId);

        assertThat(refreshed.status()).isEqualTo(200);
    }

    // s3.3: the page

    @Test
    void the_page_asks_for_the_code_and_takes_it_in_any_spelling() {
        String userCode = begin().getString("user_code");

        assertThat(browser.open(address("/device")).body()).contains("name=\"user_code\"");
        assertThat(browser.open(address("/device?user_code="
                                + userCode.toLowerCase(java.util.Locale.ROOT).replace("-", "%20")))
                        .body())
                .contains(userCode);
    }

    @Test
    void a_decision_from_another_browser_counts_for_nothing() {
        JsonObject codes = begin();
        Answer question = signedIn(codes);

        Answer refused = new TestBrowser().submit(question, address("/device"), "decision", "approve");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(poll(codes.getString("device_code")).error()).isEqualTo("authorization_pending");
    }

    @Test
    void wrong_codes_are_answered_five_times_and_then_no_more() throws Exception {
        try (AuthServer another = AuthServer.start(Map.of())) {
            for (int i = 0; i < 5; i++) {
                assertThat(another.client().get("/device?user_code=BBBB-BBBB").status())
                        .isEqualTo(400);
            }
            Answer refused = another.client().get("/device?user_code=BBBB-BBBB");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isNotEmpty();
        }
    }

    private JsonObject begin(String... more) {
        String[] form = new String[more.length + 2];
        form[0] = "client_id";
        form[1] = clientId;
        System.arraycopy(more, 0, form, 2, more.length);
        return client.form("/device_authorization", form).json();
    }

    private Answer poll(String deviceCode) {
        return client.form("/token", "grant_type", GRANT, "device_code", deviceCode, "client_id", clientId);
    }

    /** The question, asked of somebody who has signed in for it. */
    private Answer signedIn(JsonObject codes) {
        Answer question = browser.open(codes.getString("verification_uri_complete"));
        Answer toProvider = browser.submit(question, address("/device"), "decision", "sign-in");
        Answer signIn = browser.open(toProvider.header("Location"));
        Answer toCallback = browser.submit(signIn, address("/local/sign-in"), "username", "alice");
        Answer back = browser.open(toCallback.header("Location"));
        return browser.open(back.header("Location"));
    }

    private String register(String grantType) {
        return client.json(
                        "/register",
                        "{\"client_name\":\"Lamp\",\"redirect_uris\":[\"http://127.0.0.1:1/callback\"],"
                                + "\"token_endpoint_auth_method\":\"none\",\"grant_types\":[\"" + grantType + "\"]}")
                .json()
                .getString("client_id");
    }

    private static String address(String path) {
        return SERVER.issuer() + path;
    }
}
