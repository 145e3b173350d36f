package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestClient;

/** What holds for every endpoint: errors are JSON, answers carry the security headers, foreign hosts learn nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpIT {

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();

    @ParameterizedTest
    @CsvSource({
        "GET, /no/such/address, 404, not_found",
        "GET, /.container-error, 404, not_found",
        "GET, /application.wadl, 404, not_found",
        "GET, /token, 405, invalid_request",
        "DELETE, /register, 405, invalid_request",
        "PUT, /authorize, 405, invalid_request",
    })
    void what_no_resource_serves_is_answered_as_json(String method, String path, int status, String error) {
        var answer = client.send(method, path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.body()).doesNotContainIgnoringCase("payara").doesNotContain("Exception");
    }

    /** As no client of the JDK sends it: the request line is written by hand. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "/verify;x=1", "/verify/", "/%76erify"})
    void a_target_of_another_form_than_any_endpoint_is_not_found(String target) throws IOException {
        String answer = server.exchange("POST " + target + " HTTP/1.1\r\nHost: "
                + server.issuer().getAuthority() + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*").contains("\"error\"");
    }

    @Test
    void a_refused_method_says_which_are_allowed() {
        assertThat(client.get("/token").header("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/register", "/revoke", "/introspect"})
    void a_body_of_another_media_type_is_answered_415_as_json(String path) {
        var answer = client.post(path, "text/xml", "<a/>");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/revoke", "/introspect"})
    void a_form_longer_than_64_kib_is_refused(String path) {
        var answer = client.form(path, "grant_type", "x".repeat(70_000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type=%zz", "grant_type=%", "%=1"})
    void a_form_with_broken_percent_encoding_is_refused(String body) {
        var answer = client.post("/token", "application/x-www-form-urlencoded", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jwks", "/token", "/no/such/address", "/.well-known/oauth-authorization-server"})
    void every_answer_has_the_security_headers(String path) {
        var answer = client.get(path);

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.all("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("frame-ancestors 'none'");
        assertThat(answer.all("Cache-Control")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/WEB-INF/web.xml", "/META-INF/MANIFEST.MF"})
    void what_the_container_answers_has_them_too(String path) {
        var answer = client.json(path, "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/revoke", "/introspect", "/device_authorization"})
    void a_request_without_a_form_is_told_what_it_lacks(String path) {
        var answer = client.send("POST", path, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorize", "/device", "/local/sign-in"})
    void a_page_without_its_form_is_told_what_it_lacks(String path) {
        var answer = client.send("POST", path, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorize/", "/callback/", "/success/", "/device/", "/local/sign-in/"})
    void a_slash_too_many_is_still_answered_by_a_page(String path) {
        var answer = client.get(path, "Accept", "text/html");

        assertThat(answer.status()).isBetween(200, 404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "text/html;q=2", "*/html"})
    void an_accept_header_that_is_none_is_a_clients_error_on_a_page_too(String accept) {
        var answer = client.send("PUT", "/device", "", "Accept", accept);

        assertThat(answer.status()).isBetween(400, 406);
    }

    @Test
    void a_charset_that_no_form_has_changes_nothing() {
        String code = "c".repeat(43);

        var answer = client.get(
                "/success?code=" + code, "Content-Type", "application/x-www-form-urlencoded; charset=UTF-16");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(code);
    }

    @Test
    void nobody_is_told_what_the_server_is() {
        assertThat(client.get("/jwks").all("Server")).isEmpty();
    }

    @Test
    void a_trusted_proxys_request_id_is_kept() {
        assertThat(client.get("/jwks", "X-Request-Id", "from-proxy.1").header("X-Request-Id"))
                .isEqualTo("from-proxy.1");
    }

    @Test
    void a_request_id_that_could_forge_a_log_line_is_replaced() {
        assertThat(client.get("/jwks", "X-Request-Id", "a b=c").header("X-Request-Id"))
                .matches("[A-Za-z0-9_-]{10}-[0-9a-z]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/register", "/token", "/authorize", "/revoke", "/"})
    void a_host_name_that_is_not_this_servers_is_refused(String path) {
        var answer = client.json(path, "{}", "Host", "evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("access_denied");
    }

    @Test
    void a_forwarded_host_name_that_is_not_this_servers_is_refused() {
        assertThat(client.json("/register", "{}", "X-Forwarded-Host", "evil.example")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1.evil.example"})
    void a_change_that_a_foreign_page_asks_for_is_refused(String origin) {
        var answer = client.json("/register", "{}", "Origin", origin);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_preflight_from_a_foreign_page_gets_no_permission() {
        var answer = client.send(
                "OPTIONS", "/token", "", "Origin", "http://evil.example", "Access-Control-Request-Method", "POST");

        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_preflight_from_a_listed_page_gets_permission() {
        var answer = client.send(
                "OPTIONS",
                "/token",
                "",
                "Origin",
                AuthServer.CORS_ORIGIN,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,mcp-protocol-version");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(AuthServer.CORS_ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains("Authorization")
                .contains("MCP-Protocol-Version");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void a_listed_page_may_read_the_challenge_of_an_error() {
        var answer = client.post(
                "/token", "application/x-www-form-urlencoded", "grant_type=x", "Origin", AuthServer.CORS_ORIGIN);

        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(AuthServer.CORS_ORIGIN);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains("WWW-Authenticate")
                .contains("Mcp-Session-Id");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void the_pages_are_for_no_other_page() {
        var answer = client.get("/authorize", "Origin", AuthServer.CORS_ORIGIN);

        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    // Pages that anybody may link to

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/success?code=<script>alert(1)</script>",
                "/success?error=<i>evil</i>",
                "/error?error=<b>evil</b>&error_description=<script>alert(1)</script>",
                "/error?error=call%20%2B1%20555%20evil",
                "/authorize?client_id=<img%20src=x%20onerror=evil>",
                "/device?user_code=<script>evil</script>",
            })
    void no_page_says_what_its_address_says(String path) {
        var answer = client.get(path.replace("<", "%3C").replace(">", "%3E"), "Accept", "text/html");

        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).doesNotContain("evil", "alert(1)", "<script");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @Test
    void a_code_without_an_address_to_go_back_to_is_shown_and_an_error_is_told() {
        String code = "c".repeat(43);

        assertThat(client.get("/success?code=" + code).body()).contains(code);
        assertThat(client.get("/success?error=access_denied").status()).isEqualTo(403);
        assertThat(client.get("/success?error=access_denied").body()).contains("refused");
        assertThat(client.get("/error?error=server_error").status()).isEqualTo(400);
    }

    @Test
    void what_a_mapper_answers_is_a_page_where_a_person_looks() {
        var person = client.send("PUT", "/authorize", "", "Accept", "text/html,application/xhtml+xml");
        var program = client.send("PUT", "/authorize", "", "Accept", "*/*");

        assertThat(person.status()).isEqualTo(405);
        assertThat(person.header("Content-Type")).startsWith("text/html");
        assertThat(program.header("Content-Type")).startsWith("application/json");
    }
}
