package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Crowd;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** What may happen once happens once, however many try at the same moment. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConcurrencyIT {

    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();
    private final TestAuthorization app = TestAuthorization.of(server);

    @RepeatedTest(3)
    void of_two_hundred_redemptions_of_a_code_one_succeeds_at_most_and_what_it_gave_is_revoked() {
        String code = app.code();

        List<Answer> answers = Crowd.of(200, () -> app.exchange(code));

        List<Answer> redeemed =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(redeemed).hasSizeLessThanOrEqualTo(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allMatch(answer -> answer.error().equals("invalid_grant"));
        redeemed.forEach(answer -> assertThat(verify(answer.json())).isEqualTo(401));
    }

    @RepeatedTest(3)
    void fifty_refreshes_of_one_token_are_given_one_successor_which_goes_on() {
        String old = app.tokens().getString("refresh_token");

        List<Answer> answers = Crowd.of(50, () -> app.refresh(old));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        List<String> successors = answers.stream()
                .map(answer -> answer.json().getString("refresh_token"))
                .distinct()
                .toList();
        assertThat(successors).hasSize(1).doesNotContain(old);
        assertThat(app.refresh(successors.getFirst()).status()).isEqualTo(200);
    }

    @RepeatedTest(3)
    void of_fifty_callbacks_with_one_state_one_brings_a_code() {
        TestBrowser browser = new TestBrowser();
        Answer next = browser.submit(browser.open(app.url()), server.issuer() + "/authorize", "decision", "approve");
        Answer signedIn = browser.submit(
                browser.open(next.header("Location")), server.issuer() + "/local/sign-in", "username", "alice");
        String callback = signedIn.header("Location");

        List<Answer> answers = Crowd.of(50, () -> browser.open(callback));

        assertThat(answers.stream().filter(answer -> answer.header("Location").contains("code=")))
                .hasSize(1);
    }

    @Test
    void of_fifty_questions_of_a_device_one_is_given_the_tokens() {
        TestAuthorization device = TestAuthorization.registered(
                server,
                Json.createObjectBuilder()
                        .add("token_endpoint_auth_method", "none")
                        .add("grant_types", Json.createArrayBuilder().add(DEVICE_GRANT)));
        JsonObject codes = client.form("/device_authorization", "client_id", device.clientId())
                .json();
        TestBrowser browser = new TestBrowser();
        TestAuthorization.of(server).letIn(browser, "alice");
        browser.submit(
                browser.open(codes.getString("verification_uri_complete")),
                server.issuer() + "/device",
                "decision",
                "approve");

        List<Answer> answers = Crowd.of(
                50,
                () -> client.form(
                        "/token",
                        "grant_type",
                        DEVICE_GRANT,
                        "device_code",
                        codes.getString("device_code"),
                        "client_id",
                        device.clientId()));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allMatch(answer -> answer.error().equals("invalid_grant"));
    }

    @Test
    void a_client_that_is_deleted_while_it_refreshes_keeps_nothing() {
        JsonObject tokens = app.tokens();
        String refresh = tokens.getString("refresh_token");

        List<Answer> answers = Crowd.of(
                40,
                () -> Thread.currentThread().threadId() % 8 == 0
                        ? client.send(
                                "DELETE",
                                "/register/" + app.clientId(),
                                "",
                                "Authorization",
                                "Bearer " + app.registration().getString("registration_access_token"))
                        : app.refresh(refresh));
        client.send(
                "DELETE",
                "/register/" + app.clientId(),
                "",
                "Authorization",
                "Bearer " + app.registration().getString("registration_access_token"));

        answers.stream()
                .filter(answer -> answer.status() == 200)
                .forEach(answer -> assertThat(verify(answer.json())).isEqualTo(401));
        assertThat(verify(tokens)).isEqualTo(401);
        assertThat(app.refresh(refresh).error()).isEqualTo("invalid_client");
        assertThat(server.redis()
                        .client()
                        .getKeys()
                        .countExists(org.mcpgateway.auth.redis.RedisKeys.client(app.clientId())))
                .as("a refresh that came too late has not brought the registration back")
                .isZero();
    }

    private int verify(JsonObject tokens) {
        return TestApp.verify(server, tokens.getString("access_token"), "time").status();
    }
}
