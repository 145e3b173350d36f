package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Management of a registration (RFC 7592), its errors first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegistrationManagementIT {

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void without_a_token_nothing_opens(String method) {
        var answer = send(method, path(TestApp.publicClient(server)));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_token");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void another_clients_registration_access_token_opens_nothing(String method) {
        TestApp other = TestApp.publicClient(server);

        assertThat(send(method, path(TestApp.publicClient(server)), bearer(other))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void an_access_token_opens_nothing(String method) {
        TestApp app = TestApp.publicClient(server);
        String accessToken = app.tokens(new Person(server, "alice")).getString("access_token");

        assertThat(send(method, path(app), "Authorization", "Bearer " + accessToken)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void basic_credentials_open_nothing(String method) {
        TestApp app = TestApp.confidentialClient(server);

        assertThat(send(method, path(app), "Authorization", TestClient.basic(app.clientId(), app.secret()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void an_unknown_client_is_answered_like_a_wrong_token() {
        TestApp app = TestApp.publicClient(server);
        Answer unknown = send("GET", "/register/client_unknown", bearer(app));
        Answer wrong = send("GET", path(app), "Authorization", "Bearer reg-wrong");

        assertThat(unknown.status()).isEqualTo(wrong.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void a_token_in_the_query_opens_nothing() {
        TestApp app = TestApp.publicClient(server);
        String token = app.registration().getString("registration_access_token");

        assertThat(client.get(path(app) + "?access_token=" + token).status()).isEqualTo(401);
    }

    @Test
    void reading_tells_the_registration_but_neither_secret_nor_digest() {
        TestApp app = TestApp.confidentialClient(server);

        Answer answer = send("GET", path(app), bearer(app));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().getString("client_id")).isEqualTo(app.clientId());
        assertThat(answer.json().getString("registration_access_token"))
                .isEqualTo(app.registration().getString("registration_access_token"));
        assertThat(answer.json().getString("registration_client_uri"))
                .isEqualTo(app.registration().getString("registration_client_uri"));
        assertThat(answer.body()).doesNotContain("client_secret\"").doesNotContainIgnoringCase("hash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"redirect_uris\":[\"javascript:alert(1)\"]}",
                "{\"redirect_uris\":[]}",
                "{\"client_id\":\"client_other\",\"redirect_uris\":[\"https://app.example/new\"]}",
                "{\"client_secret\":\"chosen-by-the-client\",\"redirect_uris\":[\"https://app.example/new\"]}",
                "{\"registration_access_token\":\"x\",\"redirect_uris\":[\"https://app.example/new\"]}",
                "{\"registration_client_uri\":\"x\",\"redirect_uris\":[\"https://app.example/new\"]}",
                "{\"client_secret_expires_at\":0,\"redirect_uris\":[\"https://app.example/new\"]}",
                "{\"client_id_issued_at\":0,\"redirect_uris\":[\"https://app.example/new\"]}",
                "nonsense"
            })
    void a_replacement_that_breaks_a_rule_changes_nothing(String body) {
        TestApp app = TestApp.publicClient(server);

        assertThat(put(app, body).status()).isEqualTo(400);
        assertThat(send("GET", path(app), bearer(app))
                        .json()
                        .getJsonArray("redirect_uris")
                        .getString(0))
                .isEqualTo(TestApp.REDIRECT_URI);
    }

    @Test
    void replacing_drops_what_is_left_out() {
        TestApp app = TestApp.confidentialClient(server);
        put(app, "{\"redirect_uris\":[\"https://app.example/1\"],\"logo_uri\":\"https://app.example/logo.png\"}");

        JsonObject replaced = put(app, "{\"redirect_uris\":[\"https://app.example/2\"],\"client_name\":\"New\"}")
                .json();

        assertThat(replaced.getJsonArray("redirect_uris")).hasSize(1);
        assertThat(replaced.getJsonArray("redirect_uris").getString(0)).isEqualTo("https://app.example/2");
        assertThat(replaced.getString("client_name")).isEqualTo("New");
        assertThat(replaced).doesNotContainKey("logo_uri");
    }

    @Test
    void replacing_does_not_move_the_end_of_the_registration() {
        TestApp app = TestApp.confidentialClient(server);

        JsonObject replaced =
                put(app, "{\"redirect_uris\":[\"https://app.example/2\"]}").json();

        assertThat(replaced.getInt("client_secret_expires_at"))
                .isEqualTo(app.registration().getInt("client_secret_expires_at"));
    }

    @Test
    void a_public_client_that_becomes_confidential_is_told_its_secret_once() {
        TestApp app = TestApp.publicClient(server);

        JsonObject replaced = put(
                        app,
                        "{\"redirect_uris\":[\"https://app.example/2\"],"
                                + "\"token_endpoint_auth_method\":\"client_secret_post\"}")
                .json();

        assertThat(replaced.getString("client_secret")).hasSize(43);
        assertThat(send("GET", path(app), bearer(app)).json()).doesNotContainKey("client_secret");
    }

    @Test
    void deleting_ends_the_registration_and_its_own_token() {
        TestApp app = TestApp.publicClient(server);

        assertThat(send("DELETE", path(app), bearer(app)).status()).isEqualTo(204);

        assertThat(send("GET", path(app), bearer(app)).status()).isEqualTo(401);
        assertThat(app.refresh("any").error()).isEqualTo("invalid_client");
    }

    @Test
    void deleting_revokes_every_token_of_the_client_at_once() {
        TestApp app = TestApp.publicClient(server);
        JsonObject tokens = app.tokens(new Person(server, "alice"));
        String accessToken = tokens.getString("access_token");
        assertThat(TestApp.verify(server, accessToken, "time").status()).isEqualTo(200);

        send("DELETE", path(app), bearer(app));

        assertThat(TestApp.verify(server, accessToken, "time").status()).isEqualTo(401);
        assertThat(server.redis()
                        .client()
                        .getKeys()
                        .getKeysStream()
                        .filter(key -> key.startsWith("oauth:refresh:"
                                + tokens.getString("refresh_token").split("\\.")[0]))
                        .toList())
                .isEmpty();
    }

    @Test
    void deleting_revokes_the_codes_of_the_client() {
        TestApp app = TestApp.publicClient(server);
        String verifier = TestApp.verifier();
        String code = app.code(new Person(server, "bob"), verifier);

        send("DELETE", path(app), bearer(app));

        assertThat(app.redeem(code, verifier).error()).isEqualTo("invalid_client");
    }

    private Answer put(TestApp app, String body) {
        return client.send("PUT", path(app), body, "Content-Type", "application/json", "Authorization", bearer(app)[1]);
    }

    private Answer send(String method, String path, String... headers) {
        if (!method.equals("PUT")) {
            return client.send(method, path, "", headers);
        }
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return client.send(method, path, "{\"redirect_uris\":[\"https://app.example/new\"]}", all);
    }

    private static String path(TestApp app) {
        return "/register/" + app.clientId();
    }

    private static String[] bearer(TestApp app) {
        return new String[] {"Authorization", "Bearer " + app.registration().getString("registration_access_token")};
    }
}
