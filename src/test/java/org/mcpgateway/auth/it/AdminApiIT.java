package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.auth.support.Administrator.has;
import static org.mcpgateway.auth.support.Administrator.items;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.auth.support.Administrator;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient.Answer;

/** What the admin API tells and does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminApiIT {

    private final AuthServer server = AuthServer.shared();
    private final Administrator administrator = new Administrator(server);
    private final String username = "user-" + UUID.randomUUID();
    private final Person person = new Person(server, username);

    @ParameterizedTest
    @CsvSource({
        "GET, client, 400",
        "GET, client?client_id=nobody, 404",
        "DELETE, client?client_id=nobody, 404",
        "DELETE, client?client_id=robot, 400",
        "GET, clients?limit=0, 400",
        "GET, clients?limit=501, 400",
        "GET, clients?limit=many, 404",
        "GET, clients?cursor=%25%25, 400",
        "GET, clients?cursor=aGVsbG8, 400",
        "GET, tokens/nobody, 404",
        "DELETE, tokens/nobody, 404",
        "GET, tokens?username=a&client_id=b, 400",
        "POST, tokens/validate, 400",
        "POST, users/revoke, 400",
        "GET, user, 400",
        "GET, user?username=nobody, 404",
        "DELETE, consents, 400",
        "DELETE, consents?username=nobody&client_id=robot, 404",
        "GET, audit?since=yesterday, 400",
        "GET, audit?since=%2B300000000-01-01T00:00:00Z, 400",
        "GET, audit?until=-300000000-01-01T00:00:00Z, 400",
        "GET, audit?cursor=1, 400",
        "GET, nothing, 404"
    })
    void a_call_that_cannot_be_served_says_why(String method, String path, int status) {
        Answer answer =
                administrator.send(method, path, method.equals("POST") ? "{}" : "", "Content-Type", "application/json");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getString("error_description")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nothing", "[]", "null", "{\"dry_run\":", "{\"dry_run\":\"perhaps\"}"})
    void a_body_that_is_no_such_object_is_refused(String body) {
        assertThat(administrator.post("clients/purge", body).status()).isEqualTo(400);
    }

    @Test
    void clients_are_listed_part_by_part_each_once() {
        List<String> registered = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            registered.add(TestApp.publicClient(server).clientId());
        }

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            Answer part = administrator.get("clients", "limit", "3", "cursor", cursor);
            items(part).getValuesAs(JsonObject.class).forEach(client -> listed.add(client.getString("client_id")));
            cursor = part.json().getString("next", "");
        } while (!cursor.isEmpty());

        assertThat(listed).doesNotHaveDuplicates().containsAll(registered).contains(AuthServer.MACHINE_CLIENT);
    }

    @Test
    void a_client_is_shown_without_its_secrets() {
        TestApp app = TestApp.confidentialClient(server);

        Answer answer = administrator.get("client", "client_id", app.clientId());

        assertThat(answer.json().getString("kind")).isEqualTo("registered");
        assertThat(answer.json().getBoolean("confidential")).isTrue();
        assertThat(answer.body()).doesNotContain(app.secret()).doesNotContain("hash");
    }

    @Test
    void a_deleted_client_is_gone_with_its_tokens() {
        TestApp app = TestApp.publicClient(server);
        String token = app.tokens(person).getString("access_token");

        assertThat(administrator.delete("client", "client_id", app.clientId()).status())
                .isEqualTo(204);

        assertThat(administrator.get("client", "client_id", app.clientId()).status())
                .isEqualTo(404);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestApp.verify(server, token, "time").status() == 401);
    }

    @Test
    void a_dry_purge_tells_what_a_purge_ends_and_used_clients_stay() {
        TestApp unused = TestApp.publicClient(server);
        TestApp used = TestApp.publicClient(server);
        used.tokens(person);
        await().until(() -> purged(true).contains(unused.clientId()));

        assertThat(purged(true)).doesNotContain(used.clientId());
        assertThat(administrator.get("client", "client_id", unused.clientId()).status())
                .isEqualTo(200);

        assertThat(administrator.post("clients/purge", "{}").body()).doesNotContain(unused.clientId());
    }

    @Test
    void tokens_are_listed_by_user_and_by_client_and_shown_without_the_token() {
        TestApp app = TestApp.publicClient(server);
        JsonObject tokens = app.tokens(person, "resource", server.resource("time"));

        Answer ofUser = administrator.get("tokens", "username", username);
        Answer ofClient = administrator.get("tokens", "client_id", app.clientId());
        JsonObject only = items(ofUser).getJsonObject(0);

        assertThat(items(ofUser)).hasSize(1).isEqualTo(items(ofClient));
        assertThat(only.getJsonArray("aud").getString(0)).isEqualTo(server.resource("time"));
        assertThat(has(administrator.get("tokens", "limit", "500"), "jti", only.getString("jti")))
                .isTrue();
        assertThat(administrator.get("tokens/" + only.getString("jti")).json()).isEqualTo(only);
        assertThat(ofUser.body()).doesNotContain(tokens.getString("access_token"));
    }

    @Test
    void a_revoked_token_is_refused_within_a_second_or_so() {
        TestApp app = TestApp.publicClient(server);
        String token = app.tokens(person).getString("access_token");
        assertThat(TestApp.verify(server, token, "time").status()).isEqualTo(200);
        String jti = items(administrator.get("tokens", "username", username))
                .getJsonObject(0)
                .getString("jti");

        assertThat(administrator.delete("tokens/" + jti).status()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestApp.verify(server, token, "time").status() == 401);
        assertThat(items(administrator.get("tokens", "username", username))).isEmpty();
    }

    @Test
    void what_has_ended_is_forgotten_by_a_purge() {
        String ended = "ended-" + UUID.randomUUID();
        server.redis().client().getScoredSortedSet("oauth:tokens").add(4_000_000_000d, ended);

        assertThat(administrator
                        .post("tokens/purge-expired", "{\"dry_run\":true}")
                        .body())
                .contains(ended);
        assertThat(administrator.post("tokens/purge-expired", "{}").body()).contains(ended);
        assertThat(administrator
                        .post("tokens/purge-expired", "{\"dry_run\":true}")
                        .body())
                .doesNotContain(ended);
    }

    @Test
    void a_token_is_examined_with_the_reason_that_ails_it() {
        TestApp app = TestApp.publicClient(server);
        JsonObject tokens = app.tokens(person);
        String access = tokens.getString("access_token");

        assertThat(examined(access).getBoolean("valid")).isTrue();
        assertThat(examined(access).getString("username")).isEqualTo(username);
        assertThat(examined(tokens.getString("refresh_token")).getString("kind"))
                .isEqualTo("refresh_token");
        app.send("/revoke", "token", access);
        assertThat(examined(access).getString("reason")).isEqualTo("it was revoked");
        assertThat(examined("something else").getBoolean("valid")).isFalse();
    }

    @Test
    void everything_of_a_user_ends_at_once_the_code_on_its_way_too() {
        TestApp app = TestApp.publicClient(server);
        JsonObject tokens = app.tokens(person);
        String verifier = TestApp.verifier();
        String code = app.code(person, verifier);
        JsonObject before = administrator.get("user", "username", username).json();
        assertThat(before.getInt("tokens")).isEqualTo(1);
        assertThat(before.getInt("consents")).isEqualTo(1);
        assertThat(before.getInt("sessions")).isPositive();

        Answer revoked = administrator.post("users/revoke", "{\"username\":\"" + username + "\"}");

        assertThat(revoked.json().getInt("tokens")).isEqualTo(1);
        assertThat(app.redeem(code, verifier).status()).isEqualTo(400);
        assertThat(app.refresh(tokens.getString("refresh_token")).error()).isEqualTo("invalid_grant");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestApp.verify(server, tokens.getString("access_token"), "time")
                                .status()
                        == 401);
        assertThat(person.open(app.authorizeAddress(TestApp.verifier())).status())
                .as("consent is asked for again")
                .isEqualTo(200);
    }

    @Test
    void a_user_whose_everything_ended_may_sign_in_again() {
        TestApp app = TestApp.publicClient(server);
        app.tokens(person);
        administrator.post("users/revoke", "{\"username\":\"" + username + "\",\"keep_consents\":true}");

        assertThat(app.tokens(new Person(server, username)).getString("access_token"))
                .isNotBlank();
        assertThat(has(administrator.get("users", "limit", "500"), "username", username))
                .isTrue();
    }

    @Test
    void a_consent_is_listed_and_withdrawn() {
        TestApp app = TestApp.publicClient(server);
        app.tokens(person);
        assertThat(has(administrator.get("consents", "username", username), "client_id", app.clientId()))
                .isTrue();
        assertThat(has(administrator.get("consents", "limit", "500"), "client_id", app.clientId()))
                .isTrue();

        assertThat(administrator
                        .delete("consents", "username", username, "client_id", app.clientId())
                        .status())
                .isEqualTo(204);

        assertThat(items(administrator.get("consents", "username", username))).isEmpty();
    }

    @Test
    void numbers_and_keys_are_told() {
        TestApp.publicClient(server).tokens(person);

        JsonObject stats = administrator.get("stats").json();
        JsonObject key = administrator.get("keys").json().getJsonArray("keys").getJsonObject(0);

        assertThat(stats.getInt("clients")).isPositive();
        assertThat(stats.getInt("tokens")).isPositive();
        assertThat(stats.getInt("users")).isPositive();
        assertThat(server.client().get("/jwks").body()).contains(key.getString("kid"));
        assertThat(key.getBoolean("signs")).isTrue();
    }

    @Test
    void every_call_is_in_the_audit_trail_with_who_did_it() {
        administrator.get("client", "client_id", username);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonObject event = items(administrator.get("audit", "event", "administrative_act", "text", username))
                    .getJsonObject(0);
            assertThat(event.getString("administrator")).isEqualTo(AuthServer.ADMIN_CLIENT);
            assertThat(event.getString("act")).isEqualTo("GET /admin/api/client");
            assertThat(event.getString("status")).isEqualTo("404");
        });
    }

    @Test
    void the_audit_trail_is_searched_part_by_part() {
        TestApp app = TestApp.publicClient(server);
        app.tokens(person);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> items(administrator.get("audit", "user", username, "event", "token_issued"))
                                .size()
                        == 1);

        List<String> events = new ArrayList<>();
        String cursor = "";
        do {
            Answer part = administrator.get("audit", "client_id", app.clientId(), "limit", "1", "cursor", cursor);
            items(part).getValuesAs(JsonObject.class).forEach(event -> events.add(event.getString("event")));
            cursor = part.json().getString("next", "");
        } while (!cursor.isEmpty());

        assertThat(events).contains("client_registered", "token_issued").doesNotHaveDuplicates();
        assertThat(items(administrator.get("audit", "user", username, "since", "2999-01-01T00:00:00Z")))
                .isEmpty();
    }

    private List<String> purged(boolean dryRun) {
        List<String> purged = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject part = administrator
                    .post(
                            "clients/purge",
                            "{\"unused_for_seconds\":0,\"dry_run\":" + dryRun + ",\"cursor\":\"" + cursor + "\"}")
                    .json();
            part.getJsonArray("purged").forEach(id -> purged.add(id.toString().replace("\"", "")));
            cursor = part.getString("next", "");
        } while (!cursor.isEmpty());
        return purged;
    }

    private JsonObject examined(String token) {
        return administrator
                .post("tokens/validate", "{\"token\":\"" + token + "\"}")
                .json();
    }
}
