package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** What clients discover (RFC 8414, RFC 9728), and that nobody can make them discover something else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetadataIT {

    private static final String SERVER_DOCUMENT = "/.well-known/oauth-authorization-server";
    private static final String RESOURCE_DOCUMENT = "/.well-known/oauth-protected-resource";

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();

    // RFC 9728 s3

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/services/unknown/mcp", "/services/time", "/services/time/mcp/more", "/mcp"})
    void an_address_of_no_service_has_no_document(String path) {
        assertThat(client.get(RESOURCE_DOCUMENT + path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"time", "everything"})
    void each_service_has_its_document_by_path(String service) {
        JsonObject document =
                client.get(RESOURCE_DOCUMENT + "/services/" + service + "/mcp").json();

        assertThat(document.getString("resource")).isEqualTo(server.resource(service));
        assertThat(texts(document, "authorization_servers"))
                .containsExactly(server.issuer().toString());
        assertThat(texts(document, "bearer_methods_supported")).containsExactly("header");
        assertThat(texts(document, "scopes_supported")).containsExactly("mcp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/mcp", "/mcp/"})
    void a_service_with_a_host_of_its_own_has_its_document_at_the_root_as_well(String path) {
        JsonObject document = client.get(
                        RESOURCE_DOCUMENT + path, "X-Forwarded-Host", "Time.gateway.test", "X-Forwarded-Proto", "https")
                .json();

        assertThat(document.getString("resource")).isEqualTo("https://time.gateway.test/mcp");
    }

    // RFC 8414 s3

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server/services/time/mcp",
                "/.well-known/oauth-authorization-server/",
                "/.well-known/openid-configuration",
                "/.well-known/openid-configuration/services/time/mcp",
            })
    void the_servers_document_is_the_same_wherever_clients_look_for_it(String path) {
        assertThat(client.get(path).body())
                .isEqualTo(client.get(SERVER_DOCUMENT).body());
    }

    static Stream<List<String>> hostileHeaders() {
        return Stream.of(
                List.of("Host", "evil.example"),
                List.of("X-Forwarded-Host", "evil.example"),
                List.of("X-Forwarded-Host", "evil.example\"><script>"),
                List.of("X-Forwarded-Proto", "gopher"),
                List.of("X-Forwarded-Port", "1"),
                List.of("X-Forwarded-Prefix", "/evil"),
                List.of("Forwarded", "host=evil.example;proto=http"),
                List.of("X-Original-Host", "$(touch /tmp/x)"));
    }

    @ParameterizedTest
    @MethodSource("hostileHeaders")
    void no_header_changes_an_address_in_a_document(List<String> header) {
        assertThat(client.get(SERVER_DOCUMENT, header.get(0), header.get(1)).body())
                .isEqualTo(client.get(SERVER_DOCUMENT).body());
        assertThat(client.get(RESOURCE_DOCUMENT + "/services/time/mcp", header.get(0), header.get(1))
                        .body())
                .doesNotContain("evil", "gopher", "<script", "touch");
    }

    @Test
    void every_address_is_under_the_issuer_and_holds_nothing_that_a_shell_would_act_on() {
        JsonObject document = client.get(SERVER_DOCUMENT).json();

        assertThat(document.getString("issuer")).isEqualTo(server.issuer().toString());
        assertThat(document.entrySet().stream()
                        .filter(member -> member.getKey().endsWith("_endpoint")
                                || member.getKey().endsWith("_uri"))
                        .map(member -> ((JsonString) member.getValue()).getString()))
                .hasSizeGreaterThan(6)
                .allMatch(address -> address.startsWith(server.issuer() + "/"))
                .allMatch(address -> address.matches("[A-Za-z0-9:/._-]+"));
    }

    @Test
    void only_what_there_is_is_advertised_and_everything_that_there_is_answers() {
        JsonObject document = client.get(SERVER_DOCUMENT).json();

        assertThat(document.entrySet().stream()
                        .filter(member -> member.getKey().endsWith("_endpoint")
                                || member.getKey().endsWith("_uri"))
                        .map(member -> ((JsonString) member.getValue())
                                .getString()
                                .substring(server.issuer().toString().length())))
                .allSatisfy(
                        path -> assertThat(client.get(path).status()).as(path).isIn(200, 400, 405));
        assertThat(texts(document, "response_types_supported")).containsExactly("code");
        assertThat(texts(document, "response_modes_supported")).containsExactly("query");
        assertThat(texts(document, "code_challenge_methods_supported")).containsExactly("S256");
        assertThat(texts(document, "grant_types_supported")).doesNotContain("implicit", "password");
        assertThat(document.getBoolean("authorization_response_iss_parameter_supported"))
                .isTrue();
        assertThat(texts(document, "protected_resources"))
                .containsExactly(server.resource("time"), server.resource("everything"))
                .allSatisfy(resource -> assertThat(client.get(
                                        RESOURCE_DOCUMENT + URI.create(resource).getPath())
                                .status())
                        .isEqualTo(200));
        assertThat(document).doesNotContainKey("id_token_signing_alg_values_supported");
    }

    // HTTP

    @ParameterizedTest
    @ValueSource(strings = {SERVER_DOCUMENT, RESOURCE_DOCUMENT + "/services/time/mcp", "/jwks", "/", "/success"})
    void head_is_answered_like_get_without_the_body(String path) {
        Answer get = client.get(path);
        Answer head = client.send("HEAD", path, "");

        assertThat(head.status()).isEqualTo(get.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/token, POST",
        "/revoke, POST",
        "/introspect, POST",
        "/register, POST",
        "/device_authorization, POST",
        "/jwks, GET",
        "/.well-known/oauth-authorization-server, GET",
        "/authorize, GET",
    })
    void options_tells_which_methods_there_are(String path, String method) {
        Answer answer = client.send("OPTIONS", path, "");

        assertThat(answer.status()).isIn(200, 204);
        assertThat(answer.header("Allow")).contains(method);
        assertThat(answer.body()).doesNotContain("wadl");
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVER_DOCUMENT, RESOURCE_DOCUMENT + "/services/time/mcp", "/jwks"})
    void a_listed_page_may_send_its_protocol_version_along(String path) {
        Answer answer = client.send(
                "OPTIONS",
                path,
                "",
                "Origin",
                AuthServer.CORS_ORIGIN,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "mcp-protocol-version");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("MCP-Protocol-Version");
    }

    @Test
    void a_listed_page_may_read_that_there_is_no_document() {
        Answer answer = client.get(RESOURCE_DOCUMENT + "/unknown", "Origin", AuthServer.CORS_ORIGIN);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(AuthServer.CORS_ORIGIN);
    }

    private static List<String> texts(JsonObject document, String name) {
        return document.getJsonArray(name).getValuesAs(JsonString::getString);
    }
}
