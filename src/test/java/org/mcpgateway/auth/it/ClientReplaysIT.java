package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.auth.support.TestAuthorization.query;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * What well-known hosted and desktop clients send, request by request, from the first refusal to a refresh: their
 * redirect URIs, authentication methods, scopes and the order in which they look for documents.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientReplaysIT {

    private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

    private final AuthServer server = AuthServer.shared();
    private final TestClient client = server.client();
    private final String verifier = new RandomTokens().secret();

    /** A client: how it registers, where it really wants to be called back, what it asks for. */
    enum Replayed {
        CLAUDE_AI("Claude", "client_secret_post", "https://claude.ai/api/mcp/auth_callback", "claudeai"),
        CLAUDE_COM("Claude", "client_secret_post", "https://claude.com/api/mcp/auth_callback", "claudeai"),
        CLAUDE_CODE("Claude Code (time)", "none", "http://localhost:54545/callback", "mcp"),
        CLAUDE_CODE_WITHOUT_A_PORT(
                "Claude Code (time)", "none", "http://localhost/callback", "http://localhost:61234/callback", null),
        CURSOR("Cursor", "none", "cursor://anysphere.cursor-mcp/oauth/callback", "mcp offline_access"),
        VS_CODE("Visual Studio Code", "none", "http://127.0.0.1:33418/", "mcp"),
        VS_CODE_ON_ANOTHER_PORT(
                "Visual Studio Code", "none", "http://127.0.0.1:33418/", "http://127.0.0.1:33419/", "mcp"),
        VS_CODE_IN_THE_BROWSER("Visual Studio Code", "none", "https://vscode.dev/redirect", "mcp"),
        CHATGPT("ChatGPT", "none", "https://chatgpt.com/connector_platform_oauth_redirect", "openid email"),
        CHATGPT_WITH_A_SECRET(
                "ChatGPT", "client_secret_basic", "https://chatgpt.com/connector_platform_oauth_redirect", ""),
        PYTHON_SDK("Python client", null, "http://localhost:3030/callback", "mcp");

        private final String clientName;
        private final String method;
        private final String registered;
        private final String redirectUri;
        private final String scope;

        Replayed(String clientName, String method, String redirectUri, String scope) {
            this(clientName, method, redirectUri, redirectUri, scope);
        }

        Replayed(String clientName, String method, String registered, String redirectUri, String scope) {
            this.clientName = clientName;
            this.method = method;
            this.registered = registered;
            this.redirectUri = redirectUri;
            this.scope = scope;
        }

        private JsonObject registration() {
            JsonObjectBuilder json = Json.createObjectBuilder()
                    .add("client_name", clientName)
                    .add("response_types", Json.createArrayBuilder().add("code"));
            var uris = Json.createArrayBuilder().add(registered);
            var grants = Json.createArrayBuilder().add("authorization_code").add("refresh_token");
            if (clientName.startsWith("Visual")) {
                grants.add(DEVICE);
                for (String more : List.of(
                        "https://insiders.vscode.dev/redirect",
                        "https://vscode.dev/redirect",
                        "http://127.0.0.1/",
                        "http://127.0.0.1:33418/")) {
                    uris.add(more);
                }
                json.add("application_type", "native").add("client_uri", "https://code.visualstudio.com");
            }
            if (method != null) {
                json.add("token_endpoint_auth_method", method);
            }
            if (scope != null) {
                json.add("scope", scope);
            }
            return json.add("redirect_uris", uris).add("grant_types", grants).build();
        }
    }

    @ParameterizedTest
    @EnumSource(Replayed.class)
    void it_finds_its_way_from_the_refusal_to_a_refresh(Replayed replayed) {
        String resource = server.resource("time");
        JsonObject metadata = authorizationServer(protectedResource());
        JsonObject registration = register(replayed, metadata);

        String code = code(replayed, registration, metadata, resource);
        JsonObject tokens = token(
                replayed,
                registration,
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                replayed.redirectUri,
                "code_verifier",
                verifier,
                "resource",
                resource);
        assertThat(verify(tokens)).isEqualTo(200);
        JsonObject refreshed = token(
                replayed,
                registration,
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.getString("refresh_token"),
                "resource",
                resource);
        assertThat(verify(refreshed)).isEqualTo(200);
    }

    @Test
    void claude_registers_twice_for_one_attempt_and_either_registration_works() {
        JsonObject metadata = authorizationServer(protectedResource());
        JsonObject first = register(Replayed.CLAUDE_AI, metadata);
        JsonObject second = register(Replayed.CLAUDE_AI, metadata);

        assertThat(first.getString("client_id")).isNotEqualTo(second.getString("client_id"));
        for (JsonObject registration : List.of(second, first)) {
            String code = code(Replayed.CLAUDE_AI, registration, metadata, server.resource("time"));
            JsonObject tokens = token(
                    Replayed.CLAUDE_AI,
                    registration,
                    "grant_type",
                    "authorization_code",
                    "code",
                    code,
                    "redirect_uri",
                    Replayed.CLAUDE_AI.redirectUri,
                    "code_verifier",
                    verifier);
            assertThat(verify(tokens)).isEqualTo(200);
        }
    }

    /** The first request is refused; the challenge and both well-known forms lead to the same document. */
    private JsonObject protectedResource() {
        Answer refused = client.get(
                "/verify",
                VerifyIT.asked(server, "/services/time/mcp", "", "Accept", "application/json, text/event-stream"));
        assertThat(refused.status()).isEqualTo(401);
        Matcher challenge = METADATA.matcher(refused.header("WWW-Authenticate"));
        assertThat(challenge.find()).isTrue();
        Answer document = client.get(path(challenge.group(1)), "MCP-Protocol-Version", "2025-11-25");
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.json().getString("resource")).isEqualTo(server.resource("time"));
        assertThat(client.get("/.well-known/oauth-protected-resource/services/time/mcp")
                        .body())
                .isEqualTo(document.body());
        return document.json();
    }

    private JsonObject authorizationServer(JsonObject protectedResource) {
        JsonArray servers = protectedResource.getJsonArray("authorization_servers");
        assertThat(servers).hasSize(1);
        Answer answer = client.get(path(servers.getString(0)) + "/.well-known/oauth-authorization-server");
        JsonObject metadata = answer.json();
        assertThat(metadata.getString("issuer")).isEqualTo(servers.getString(0));
        for (String other : List.of(
                "/.well-known/oauth-authorization-server/services/time/mcp",
                "/.well-known/openid-configuration",
                "/.well-known/openid-configuration/services/time/mcp")) {
            assertThat(client.get(other).json()).isEqualTo(metadata);
        }
        return metadata;
    }

    private JsonObject register(Replayed replayed, JsonObject metadata) {
        Answer answer = client.json(
                path(metadata.getString("registration_endpoint")),
                replayed.registration().toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonObject registration = answer.json();
        assertThat(registration)
                .containsKeys(
                        "client_id",
                        "client_id_issued_at",
                        "registration_access_token",
                        "registration_client_uri",
                        "redirect_uris",
                        "grant_types",
                        "response_types",
                        "token_endpoint_auth_method");
        assertThat(registration.containsKey("client_secret")).isEqualTo(!"none".equals(replayed.method));
        if (replayed.method != null) {
            assertThat(registration.getString("token_endpoint_auth_method")).isEqualTo(replayed.method);
        }
        return registration;
    }

    private String code(Replayed replayed, JsonObject registration, JsonObject metadata, String resource) {
        List<String> parameters = new ArrayList<>(List.of(
                "response_type",
                "code",
                "client_id",
                registration.getString("client_id"),
                "code_challenge",
                Sha256.of(verifier),
                "code_challenge_method",
                "S256",
                "redirect_uri",
                replayed.redirectUri,
                "state",
                "st/a+te=="));
        if (replayed.scope != null) {
            parameters.addAll(List.of("scope", replayed.scope));
        }
        parameters.addAll(List.of("resource", resource));
        TestBrowser browser = new TestBrowser();
        Answer page = browser.open(metadata.getString("authorization_endpoint") + "?"
                + TestClient.encode(parameters.toArray(String[]::new)));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        Answer signIn = browser.submit(page, server.issuer() + "/authorize", "decision", "approve");
        Answer signedIn = browser.submit(
                browser.open(signIn.header("Location")), server.issuer() + "/local/sign-in", "username", "alice");
        String back = browser.open(signedIn.header("Location")).header("Location");
        assertThat(back).startsWith(replayed.redirectUri + "?");
        Map<String, String> answer = query(URI.create(back));
        assertThat(answer).containsEntry("state", "st/a+te==").containsEntry("iss", metadata.getString("issuer"));
        return answer.get("code");
    }

    private JsonObject token(Replayed replayed, JsonObject registration, String... parameters) {
        String id = registration.getString("client_id");
        List<String> form = new ArrayList<>(Arrays.asList(parameters));
        Answer answer;
        if ("client_secret_basic".equals(replayed.method)) {
            answer = client.basicForm(
                    "/token", id, registration.getString("client_secret"), form.toArray(String[]::new));
        } else {
            form.addAll(List.of("client_id", id));
            if (registration.containsKey("client_secret")) {
                form.addAll(List.of("client_secret", registration.getString("client_secret")));
            }
            answer = client.form("/token", form.toArray(String[]::new));
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonObject tokens = answer.json();
        assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
        assertThat(tokens.getInt("expires_in")).isPositive();
        assertThat(tokens.getString("scope")).contains("mcp");
        assertThat(tokens.getString("refresh_token")).isNotEmpty();
        return tokens;
    }

    private int verify(JsonObject tokens) {
        return TestApp.verify(server, tokens.getString("access_token"), "time").status();
    }

    private String path(String address) {
        assertThat(address).startsWith(server.issuer().toString());
        return address.substring(server.issuer().toString().length());
    }
}
