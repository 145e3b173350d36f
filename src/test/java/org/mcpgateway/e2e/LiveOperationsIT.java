package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.e2e.GatewayCommand.Outcome;

/** What operators see and end of what runs at the bridge: by the API, by the command, in a browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveOperationsIT {

    private static final String SERVICE = "everything";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 12;

    private final String user = "user" + UUID.randomUUID().toString().substring(0, 8);
    private RunningGateway gateway;
    private TestClient http;
    private String token;

    @BeforeEach
    void a_gateway_runs() {
        Runtimes.node();
        gateway = RunningGateway.shared();
        http = new TestClient(gateway.issuer());
        token = http.basicForm(
                        "/token",
                        RunningGateway.ADMIN_CLIENT,
                        RunningGateway.MACHINE_SECRET,
                        "grant_type",
                        "client_credentials",
                        "scope",
                        "gateway:admin",
                        "resource",
                        gateway.issuer() + "/admin/api")
                .json()
                .getString("access_token");
    }

    @Test
    void the_bridge_tells_and_obeys_nobody_but_the_authorization_server() {
        String operations = "/services/operations/";
        String forged = System.currentTimeMillis() + ".any." + "n".repeat(22) + "." + "A".repeat(86);

        assertThat(http.get(operations + "state").status()).isEqualTo(404);
        assertThat(http.get(operations + "state", "X-Gateway-Operator-Seal", forged)
                        .status())
                .isEqualTo(403);
        assertThat(http.send("POST", operations + "restart?service=" + SERVICE, "")
                        .status())
                .isEqualTo(404);
        assertThat(http.send("POST", operations + "restart?service=" + SERVICE, "", "X-Gateway-Operator-Seal", forged)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_session_is_seen_by_its_digest_and_ended_with_its_process() throws Exception {
        assertThat(api("GET", "sessions?limit=0").status()).isEqualTo(400);
        assertThat(api("DELETE", "sessions/short").status()).isEqualTo(400);
        assertThat(api("DELETE", "sessions/" + "A".repeat(43)).status()).isEqualTo(404);
        try (var client = SignedInClient.of(gateway.issuer(), service(), user)) {
            String session = client.open();

            Answer listed = api("GET", "sessions?username=" + user);
            JsonObject seen = only(listed);
            int children = children();

            assertThat(seen.getString("id")).isEqualTo(digest(session));
            assertThat(listed.body()).doesNotContain(session);
            assertThat(seen.getString("service")).isEqualTo(SERVICE);
            assertThat(seen.getString("protocol_version")).isEqualTo("2025-11-25");
            assertThat(seen.getString("client_id")).isNotEmpty();
            assertThat(api("DELETE", "sessions/" + digest(session)).status()).isEqualTo(204);
            assertThat(client.callTool(session, "echo", "{\"message\": \"a\"}").statusCode())
                    .isEqualTo(404);
            await().atMost(PATIENCE).until(() -> children() < children);
            await().atMost(PATIENCE)
                    .until(() -> api("GET", "audit?event=session_ended&user=" + user)
                            .body()
                            .contains(digest(session)));
            assertThat(client.callTool(client.open(), "echo", "{\"message\": \"back\"}")
                            .body())
                    .contains("back");
        }
    }

    @Test
    void sessions_come_in_parts_the_latest_first() throws Exception {
        try (var client = SignedInClient.of(gateway.issuer(), service(), user)) {
            String first = client.open();
            String second = client.open();

            Answer part = api("GET", "sessions?limit=1&username=" + user);
            assertThat(only(part).getString("id")).isEqualTo(digest(second));
            Answer rest = api(
                    "GET",
                    "sessions?limit=1&username=" + user + "&cursor="
                            + part.json().getString("next"));
            assertThat(only(rest).getString("id")).isEqualTo(digest(first));
            assertThat(rest.json().containsKey("next")).isFalse();
            client.delete(first);
            client.delete(second);
        }
    }

    @Test
    void the_command_lists_and_ends_sessions_and_restarts_services() throws Exception {
        GatewayCommand command = GatewayCommand.administering(gateway);
        try (var client = SignedInClient.of(gateway.issuer(), service(), user)) {
            String session = client.open();

            assertThat(command.run("sessions", "list", "--user", user).out())
                    .contains(digest(session), SERVICE)
                    .doesNotContain(session);
            assertThat(command.run("sessions", "end", digest(session)).out()).contains("ended the session");
            assertThat(command.run("sessions", "end", digest(session)).exit()).isEqualTo(NOT_FOUND);
            String next = client.open();
            assertThat(command.run("services", "list").out()).containsPattern(SERVICE + " +stdio +UP");
            Outcome restarted = command.run("services", "restart", SERVICE);
            assertThat(restarted.out()).as(restarted.toString()).contains("restarted " + SERVICE);
            assertThat(client.callTool(next, "echo", "{\"message\": \"a\"}").statusCode())
                    .isEqualTo(404);
            assertThat(command.run("services", "restart", "nothing").exit()).isEqualTo(NOT_FOUND);
        }
    }

    @Test
    void one_process_of_a_service_ends_and_no_other() throws Exception {
        try (var client = SignedInClient.of(gateway.issuer(), service(), user);
                var other = SignedInClient.of(gateway.issuer(), service(), user + "x")) {
            String ended = client.open();
            String kept = other.open();
            JsonObject child = serviceView().getJsonArray("children").getValuesAs(JsonObject.class).stream()
                    .filter(one -> one.getString("user_id").equals(userId(user)))
                    .findFirst()
                    .orElseThrow();
            String address = "services/" + SERVICE + "/restart?bridge=" + child.getString("bridge") + "&pid=";

            assertThat(api("POST", "services/" + SERVICE + "/restart?pid=1").status())
                    .isEqualTo(400);
            assertThat(api("POST", address + 1).status()).isEqualTo(404);
            assertThat(api("POST", address + child.getInt("pid")).status()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> client.callTool(ended, "echo", "{\"message\": \"a\"}")
                                    .statusCode()
                            == 404);
            assertThat(other.callTool(kept, "echo", "{\"message\": \"still\"}").body())
                    .contains("still");
            other.delete(kept);
        }
    }

    @Test
    void an_operator_sees_and_ends_them_in_a_browser() throws Exception {
        var browser = new TestBrowser();
        signIn(browser);
        try (var client = SignedInClient.of(gateway.issuer(), service(), user)) {
            String session = client.open();
            String page = gateway.issuer() + "/admin/sessions?username=" + user;

            Answer shown = browser.open(page);
            assertThat(shown.body()).contains(digest(session), user).doesNotContain(session);
            assertThat(browser.open(gateway.issuer() + "/admin/services").body())
                    .contains("Restart " + SERVICE, "UP");
            usable(browser, Map.of("admin-sessions", page, "admin-services", gateway.issuer() + "/admin/services"));
            String end = gateway.issuer() + "/admin/session/end?session=" + digest(session);
            assertThat(browser.send(end, "token", "x").status()).isEqualTo(403);
            assertThat(browser.submit(shown, end).status()).isEqualTo(303);
            assertThat(client.callTool(session, "echo", "{\"message\": \"a\"}").statusCode())
                    .isEqualTo(404);
            assertThat(browser.open(page).body()).doesNotContain(digest(session));
        }
    }

    /** Pages by the names of their pictures. */
    private static void usable(TestBrowser browser, Map<String, String> pages) throws Exception {
        List<PagesIT.Shown> shown = pages.entrySet().stream()
                .map(page -> new PagesIT.Shown(page.getKey(), page.getValue(), browser.cookies(), Map.of(), true))
                .toList();
        List<JsonNode> seen = PagesIT.look(new PagesIT.Plan(shown, PagesIT.pictures()));
        assertThat(seen).hasSize(4 * pages.size()).allSatisfy(page -> {
            assertThat(page.get("violations")).as("%s: axe-core", page).isEmpty();
            assertThat(page.get("scrolls").asBoolean())
                    .as("%s: scrolls sideways", page)
                    .isFalse();
            assertThat(page.get("status").asInt()).as("%s: status", page).isEqualTo(200);
        });
    }

    private void signIn(TestBrowser browser) {
        String admin = gateway.issuer() + "/admin";
        Answer asked = browser.submit(browser.open(admin), admin + "/sign-in", "provider", "local");
        Answer form = browser.open(asked.header("Location"));
        Answer named = browser.submit(form, gateway.issuer() + "/local/sign-in", "username", RunningGateway.OPERATOR);
        browser.open(named.header("Location"));
    }

    private Answer api(String method, String path) {
        return http.send(method, "/admin/api/" + path, "", "Authorization", "Bearer " + token);
    }

    private JsonObject serviceView() {
        return api("GET", "services").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(service -> service.getString("name").equals(SERVICE))
                .findFirst()
                .orElseThrow();
    }

    private int children() {
        return serviceView().getJsonArray("children").size();
    }

    private String userId(String name) {
        return api("GET", "sessions?username=" + name)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("user_id");
    }

    private URI service() {
        return gateway.service(SERVICE).orElseThrow();
    }

    private static JsonObject only(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getJsonArray("unreachable").getValuesAs(JsonString.class))
                .isEmpty();
        assertThat(answer.json().getJsonArray("items")).as(answer.body()).hasSize(1);
        return answer.json().getJsonArray("items").getJsonObject(0);
    }

    private static String digest(String session) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
