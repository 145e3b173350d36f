package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcpgateway.auth.support.Administrator;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Who may administer (RFC 6750 s3, RFC 8707), call by call. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdministrationIT {

    private final AuthServer server = AuthServer.shared();
    private final Administrator administrator = new Administrator(server);

    static Stream<List<String>> every_call() {
        return Stream.of(
                List.of("GET", "clients"),
                List.of("GET", "client?client_id=x"),
                List.of("DELETE", "client?client_id=x"),
                List.of("POST", "clients/purge"),
                List.of("GET", "tokens"),
                List.of("GET", "tokens/x"),
                List.of("DELETE", "tokens/x"),
                List.of("POST", "tokens/purge-expired"),
                List.of("POST", "tokens/validate"),
                List.of("GET", "users"),
                List.of("GET", "user?username=x"),
                List.of("POST", "users/revoke"),
                List.of("GET", "consents"),
                List.of("DELETE", "consents?username=x&client_id=x"),
                List.of("GET", "stats"),
                List.of("GET", "keys"),
                List.of("GET", "audit"),
                List.of("POST", "import"),
                List.of("GET", "backup"),
                List.of("POST", "restore"));
    }

    @ParameterizedTest
    @MethodSource("every_call")
    void without_a_token_a_call_is_challenged(List<String> call) {
        Answer answer = call(call, "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"" + server.issuer()
                        + "/.well-known/oauth-protected-resource/admin/api\", scope=\"gateway:admin\"");
    }

    @ParameterizedTest
    @MethodSource("every_call")
    void a_token_for_every_service_does_not_open_a_call(List<String> call) {
        String token = Administrator.token(server, AuthServer.ADMIN_CLIENT, "scope", "gateway:admin mcp")
                .json()
                .getString("access_token");

        Answer answer = call(call, token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @MethodSource("every_call")
    void a_token_without_the_scope_does_not_open_a_call(List<String> call) {
        String token = Administrator.token(
                        server, AuthServer.ADMIN_CLIENT, "scope", "mcp", "resource", Administrator.resource(server))
                .json()
                .getString("access_token");

        Answer answer = call(call, token);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("insufficient_scope");
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"", "scope=\"gateway:admin\"");
    }

    @Test
    void a_machine_client_that_is_not_listed_gets_no_administrators_token() {
        Answer token = Administrator.token(
                server,
                AuthServer.MACHINE_CLIENT,
                "scope",
                "gateway:admin",
                "resource",
                Administrator.resource(server));

        assertThat(token.json().getString("scope")).isEqualTo("mcp");
        assertThat(call(List.of("GET", "stats"), token.json().getString("access_token"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_token_for_the_admin_api_and_a_service_has_no_administrators_scope() {
        Answer token = Administrator.token(
                server,
                AuthServer.ADMIN_CLIENT,
                "scope",
                "gateway:admin",
                "resource",
                Administrator.resource(server),
                "resource",
                server.resource("time"));

        assertThat(token.json().getString("scope")).doesNotContain("gateway:admin");
    }

    @Test
    void an_administrators_token_opens_no_service() {
        assertThat(TestApp.verify(server, administrator.token(), "time").status())
                .isEqualTo(401);
    }

    @Test
    void a_revoked_administrators_token_opens_nothing() {
        Administrator other = new Administrator(server);
        String jti = Administrator.items(
                        administrator.get("tokens", "client_id", AuthServer.ADMIN_CLIENT, "limit", "1"))
                .getJsonObject(0)
                .getString("jti");
        assertThat(other.delete("tokens/" + jti).status()).isIn(204, 404);

        server.client()
                .basicForm("/revoke", AuthServer.ADMIN_CLIENT, AuthServer.OPERATORS_SECRET, "token", other.token());

        assertThat(other.get("stats").status()).isEqualTo(401);
    }

    @Test
    void a_cookie_or_basic_credentials_open_nothing() {
        assertThat(server.client()
                        .get("/admin/api/stats", "Cookie", "access_token=" + administrator.token())
                        .status())
                .isEqualTo(401);
        assertThat(server.client()
                        .get("/admin/api/stats?access_token=" + administrator.token())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_page_of_another_origin_changes_nothing() {
        Answer answer = administrator.send(
                "POST",
                "clients/purge",
                "{}",
                "Content-Type",
                "application/json",
                "Origin",
                AuthServer.CORS_ORIGIN + ".evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void the_host_of_a_service_does_not_administer() {
        assertThat(administrator
                        .send("GET", "stats", "", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "time.gateway.test")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_parameter_in_the_path_does_not_lead_around_the_host() {
        assertThat(server.client()
                        .get(
                                "/admin;x=y/api/stats",
                                "Authorization",
                                "Bearer " + administrator.token(),
                                "X-Forwarded-Proto",
                                "https",
                                "X-Forwarded-Host",
                                "time.gateway.test")
                        .status())
                .isNotEqualTo(200);
    }

    @Test
    void a_person_who_administers_gets_a_token_for_the_admin_api() {
        TestApp app = TestApp.publicClient(server);
        JsonObject tokens = app.tokens(
                new Person(server, AuthServer.ADMINISTRATOR),
                "scope",
                "gateway:admin",
                "resource",
                Administrator.resource(server));

        assertThat(tokens.getString("scope")).contains("gateway:admin");
        assertThat(call(List.of("GET", "stats"), tokens.getString("access_token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_person_who_does_not_administer_gets_none() {
        TestApp app = TestApp.publicClient(server);
        JsonObject tokens = app.tokens(
                new Person(server, "bob"), "scope", "gateway:admin", "resource", Administrator.resource(server));

        assertThat(tokens.getString("scope")).doesNotContain("gateway:admin");
        assertThat(call(List.of("GET", "stats"), tokens.getString("access_token"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void it_is_described_as_a_protected_resource() {
        JsonObject document = server.client()
                .get("/.well-known/oauth-protected-resource/admin/api")
                .json();

        assertThat(document.getString("resource")).isEqualTo(Administrator.resource(server));
        assertThat(document.getJsonArray("scopes_supported").getString(0)).isEqualTo("gateway:admin");
    }

    private Answer call(List<String> call, String token) {
        String body = call.getFirst().equals("POST") ? "{}" : "";
        String contentType = call.get(1).equals("restore") ? "application/jsonl" : "application/json";
        List<String> headers = new ArrayList<>(List.of("Content-Type", contentType));
        if (!token.isEmpty()) {
            headers.addAll(List.of("Authorization", "Bearer " + token));
        }
        return server.client().send(call.getFirst(), "/admin/api/" + call.get(1), body, headers.toArray(String[]::new));
    }
}
