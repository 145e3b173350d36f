package org.mcpgateway.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.e2e.SignedInClient;

/** Who answers what: the table of docs/reference/routing.md, and requests that try to get around it. */
@Tag("compose")
@ExtendWith(StateOnFailure.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutingIT {

    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"routing","version":"1"}}}""";
    private static final List<String> JSON =
            List.of("Content-Type: application/json", "Accept: application/json, text/event-stream, */*;q=0.1");

    private static Deployment deployment;
    private static Map<String, String> tokens;

    @BeforeAll
    static void it_is_up_and_somebody_is_signed_in() throws Exception {
        deployment = Deployment.shared();
        tokens = Map.of(
                "garbage", "eyJhbGciOiJub25lIn0.e30.",
                "time", token(Deployment.service("time")),
                "everything", token(Deployment.service("everything")),
                "path", token(URI.create("https://mcp.gateway.test/time/mcp")));
    }

    @ParameterizedTest(name = "{0} {1} {2} with {3}: {4} from {5}")
    @CsvSource({
        "GET, auth, /, none, 200, auth",
        "GET, auth, /.well-known/oauth-authorization-server, none, 200, auth",
        "GET, time, /.well-known/oauth-authorization-server, none, 200, auth",
        "GET, time, /.well-known/openid-configuration, none, 200, auth",
        "GET, time, /.well-known/oauth-protected-resource, none, 200, auth",
        "GET, time, /.well-known/oauth-protected-resource/mcp, none, 200, auth",
        "GET, mcp, /.well-known/oauth-protected-resource/time/mcp, none, 200, auth",
        "GET, mcp, /.well-known/oauth-protected-resource/nothing/mcp, none, 404, auth",
        "GET, time, /.well-known/nothing, none, 404, auth",
        "GET, auth, /jwks, none, 200, auth",
        "GET, auth, /openapi.json, none, 200, auth",
        "GET, auth, /assets/gateway.css, none, 200, auth",
        "GET, auth, /device, none, 200, auth",
        "GET, auth, /authorize, none, 400, auth",
        "POST, auth, /register, none, 400, auth",
        "GET, auth, /admin/api/clients, none, 401, auth",
        "GET, auth, /admin/api/backup, none, 401, auth",
        "GET, auth, /verify, none, 401, verify",
        "GET, auth, /verify, time, 403, verify",
        "GET, auth, /metrics, none, 404, auth",
        "GET, auth, /health, none, 404, auth",
        "GET, auth, /health/ready, none, 404, auth",
        "GET, auth, /openapi, none, 404, auth",
        "GET, auth, /openapi/, none, 404, auth",
        "GET, auth, /application.wadl, none, 404, auth",
        "GET, auth, /.container-error, none, 404, auth",
        "GET, auth, /views/home.xhtml, none, 404, auth",
        "GET, auth, /mcp, time, 404, auth",
        "GET, time, /, none, 404, auth",
        "GET, time, /metrics, time, 404, auth",
        "GET, time, /health, time, 404, auth",
        "GET, time, /openapi/, time, 404, auth",
        "POST, time, /replica/forward, time, 404, auth",
        "GET, time, /token, none, 404, auth",
        "POST, time, /mcp, none, 401, verify",
        "GET, time, /mcp, none, 401, verify",
        "DELETE, time, /mcp, none, 401, verify",
        "POST, time, /mcp, garbage, 401, verify",
        "POST, time, /mcp, time, 200, bridge",
        "POST, time, /mcp/, time, 200, bridge",
        "PUT, time, /mcp, time, 405, bridge",
        "POST, memory, /mcp, time, 401, verify",
        "POST, time, /mcp/other, time, 404, auth",
        "POST, time, /time/mcp, time, 404, auth",
        "POST, mcp, /time/mcp, none, 401, verify",
        "POST, mcp, /time/mcp, path, 200, bridge",
        "POST, mcp, /time/mcp, time, 401, verify",
        "POST, mcp, /memory/mcp, path, 401, verify",
        "POST, mcp, /nothing/mcp, path, 404, auth",
        "POST, mcp, /mcp, path, 404, auth",
        "POST, time, //mcp, time, 200, bridge",
        "POST, time, /memory/../mcp, time, 200, bridge",
        "POST, time, /mcp/../.well-known/../health, time, 404, auth",
        "POST, time, /mcp;x=1, time, 404, auth",
        "POST, time, /mcp%2f..%2fhealth, time, 400, traefik",
        "POST, time, /%2e%2e/mcp, time, 200, bridge",
        "GET, nobody, /mcp, time, 404, traefik",
        "GET, nobody, /.well-known/oauth-authorization-server, none, 404, traefik"
    })
    void a_request_is_answered_by_the_part_it_is_for(
            String method, String host, String path, String token, int status, String author) throws IOException {
        RawRequest.Answer answer = request(method, host, path, token, List.of()).send();

        assertThat(answer.status() + " from " + answer.author())
                .as(answer.head() + answer.body())
                .isEqualTo(status + " from " + author);
    }

    @ParameterizedTest(name = "{0} on {1} with {2}: {3}")
    @CsvSource({
        "X-User-Id: 1, time, none, 401",
        "X-User-Id: 1, time, garbage, 401",
        "X-Forwarded-Uri: /.well-known/oauth-authorization-server, time, none, 401",
        "X-Forwarded-Method: OPTIONS, time, none, 401",
        "X-Forwarded-Host: time.gateway.test, memory, time, 401",
        "X-Forwarded-Host: memory.gateway.test, time, time, 200",
        "X-Forwarded-Prefix: /time, memory, time, 401",
        "X_Forwarded_Host: time.gateway.test, memory, time, 401",
        "X_Forwarded_Uri: /jwks, time, none, 401",
        "X-Forwarded-For: 127.0.0.1, time, none, 401",
        "Forwarded: host=time.gateway.test, memory, time, 401",
        "X-Original-Url: /jwks, time, none, 401",
        "X-Rewrite-Url: /jwks, time, none, 401",
        "Authorization: Bearer second, time, time, 401",
        "X-User-Id : 1, time, time, 400",
        "Origin: https://evil.example, time, time, 403",
        "Origin: https://claude.ai, time, time, 200"
    })
    void a_header_of_the_client_changes_nothing(String header, String host, String token, int status)
            throws IOException {
        RawRequest.Answer answer =
                request("POST", host, "/mcp", token, List.of(header)).send();

        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
    }

    /** What changed to another protocol would be past all that Traefik checks, and it hands the wish on. */
    @ParameterizedTest
    @ValueSource(strings = {"h2c", "websocket", "websocket, h2c"})
    void no_connection_changes_to_another_protocol(String protocol) throws IOException {
        List<String> asking =
                List.of("Connection: Upgrade", "Upgrade: " + protocol, "HTTP2-Settings: AAMAAABkAAQAAP__");

        RawRequest.Answer answer =
                request("POST", "time", "/mcp", "time", asking).send();

        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(200);
    }

    @Test
    void a_service_is_told_who_signed_in_whatever_the_client_says() throws IOException {
        List<String> forged = List.of(
                "X-User-Id: forged",
                "x-user-id: forged",
                "X-User-Id: forged",
                "X_User_Id: forged",
                "X-User_Id: forged",
                "X.User.Id: forged",
                "X-User-Name: forged",
                "X_USER_NAME: forged",
                "X-User-Email: forged",
                "X-Client-Id: forged",
                "X-Token-Scope: forged",
                "X-Gateway-Identity: forged");
        RawRequest.Answer opened =
                request("POST", "everything", "/mcp", "everything", forged).send();
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        List<String> inSession = new ArrayList<>(forged);
        inSession.add("Mcp-Session-Id: " + opened.header("Mcp-Session-Id"));
        inSession.add("MCP-Protocol-Version: 2025-11-25");
        send("everything", inSession, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        String environment = send(
                        "everything",
                        inSession,
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"get-env\",\"arguments\":{}}}")
                .body();

        assertThat(environment).contains("MCP_USER_ID", "583231", "octocat").doesNotContain("forged");
        assertThat(environment).doesNotContain("PASSWORD", "SECRET", "PRIVATE_KEY", tokens.get("everything"));
    }

    @ParameterizedTest
    @CsvSource({"GET, auth, /jwks, auth", "POST, time, /mcp, mcp-time"})
    void what_a_client_calls_a_trace_is_no_complaint_in_a_log(String method, String host, String path, String container)
            throws IOException, InterruptedException {
        request(method, host, path, "time", List.of("Payara-Tracing-TraceId: forged"))
                .send();

        assertThat(deployment.docker("logs", Deployment.name(container)).output())
                .doesNotContain("NCLS-CORE-00099", "NCLS-CORE-00100", "forged");
    }

    @Test
    void pages_of_the_listed_origins_may_ask_and_read_refusals() throws IOException {
        List<String> preflight = List.of(
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization,mcp-param-region");
        List<String> claude = new ArrayList<>(preflight);
        claude.add("Origin: https://claude.ai");
        List<String> evil = new ArrayList<>(preflight);
        evil.add("Origin: https://evil.example");

        RawRequest.Answer allowed =
                request("OPTIONS", "time", "/mcp", "none", claude).send();
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://claude.ai");
        assertThat(List.of("Authorization", "Mcp-Session-Id", "Mcp-Param-Region"))
                .allMatch(header -> allows(allowed.header("Access-Control-Allow-Headers"), header));
        assertThat(request("OPTIONS", "time", "/mcp", "none", evil).send().header("Access-Control-Allow-Origin"))
                .isEmpty();
        RawRequest.Answer refused = request("POST", "time", "/mcp", "none", List.of("Origin: https://claude.ai"))
                .send();
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://claude.ai");
        assertThat(refused.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate", "Mcp-Session-Id");
    }

    /** As a browser reads it: an asterisk is any header but Authorization (Fetch, CORS preflight). */
    private static boolean allows(String list, String header) {
        List<String> listed = List.of(list.toLowerCase(Locale.ROOT).split(" *, *"));
        String name = header.toLowerCase(Locale.ROOT);
        return listed.contains(name) || (listed.contains("*") && !name.equals("authorization"));
    }

    @Test
    void an_OPTIONS_that_is_no_preflight_reaches_no_service() throws IOException {
        assertThat(request("OPTIONS", "time", "/mcp", "none", List.of()).send().author())
                .isEqualTo("verify");
    }

    @Test
    void bodies_have_a_limit() throws IOException {
        var tooLongForAuth = new RawRequest("POST", "auth", "/token", JSON, "x".repeat(1_100_000));
        assertThat(tooLongForAuth.send().status()).isEqualTo(413);
        List<String> headers = new ArrayList<>(JSON);
        headers.add("Authorization: Bearer " + tokens.get("time"));
        var tooLongForMcp = new RawRequest("POST", "time", "/mcp", headers, " ".repeat(17_000_000));
        assertThat(tooLongForMcp.send().status()).isEqualTo(413);
    }

    @Test
    void http_leads_to_https() {
        var answer = new TestClient(URI.create("http://time.gateway.test")).get("/mcp?x=1");

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).isEqualTo("https://time.gateway.test/mcp?x=1");
    }

    @Test
    void every_answer_insists_on_https_and_names_no_server() throws IOException {
        RawRequest.Answer answer =
                request("POST", "time", "/mcp", "time", List.of()).send();

        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void the_access_log_has_no_token_no_query_and_no_header() throws Exception {
        request("GET", "auth", "/callback?code=a-code-in-a-query&state=x", "time", List.of())
                .send();

        String log = deployment.docker("logs", Deployment.name("traefik")).output();

        assertThat(log).contains("\"RequestHost\":\"auth.gateway.test\"", "\"DownstreamStatus\":");
        assertThat(log).doesNotContain("a-code-in-a-query", tokens.get("time"), "Bearer");
    }

    private static RawRequest.Answer send(String host, List<String> headers, String body) throws IOException {
        List<String> all = new ArrayList<>(JSON);
        all.addAll(headers);
        all.add("Authorization: Bearer " + tokens.get(host));
        return new RawRequest("POST", host, "/mcp", all, body).send();
    }

    private static RawRequest request(String method, String host, String path, String token, List<String> headers) {
        List<String> all = new ArrayList<>(JSON);
        if (tokens.containsKey(token)) {
            all.add("Authorization: Bearer " + tokens.get(token));
        }
        all.addAll(headers);
        return new RawRequest(method, host, path, all, method.equals("POST") ? INITIALIZE : "");
    }

    private static String token(URI service) throws Exception {
        try (var client = SignedInClient.of(Deployment.issuer(), service, "octocat")) {
            return client.accessToken();
        }
    }
}
