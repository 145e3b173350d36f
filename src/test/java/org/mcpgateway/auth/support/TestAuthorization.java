package org.mcpgateway.auth.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * A client that registers, is let in by a person and gets tokens, with what each step needs when a test says nothing.
 */
public final class TestAuthorization {

    /** Where the test clients are sent back to. */
    public static final String REDIRECT_URI = "http://127.0.0.1:39999/callback";

    private final AuthServer server;
    private final JsonObject registration;
    private final String codeVerifier = new RandomTokens().secret();
    private final Map<String, String> request = new LinkedHashMap<>();

    private TestAuthorization(AuthServer server, JsonObject registration) {
        this.server = server;
        this.registration = registration;
        request.put("response_type", "code");
        request.put("client_id", clientId());
        request.put("redirect_uri", REDIRECT_URI);
        request.put("code_challenge", Sha256.of(codeVerifier));
        request.put("code_challenge_method", "S256");
        request.put("state", "client-state");
    }

    /** One by a public client of its own. */
    public static TestAuthorization of(AuthServer server) {
        return of(server, "Test client", REDIRECT_URI);
    }

    /** One by a public client of this name and redirect URI. */
    public static TestAuthorization of(AuthServer server, String name, String redirectUri) {
        return registered(
                server,
                Json.createObjectBuilder()
                        .add("client_name", name)
                        .add("token_endpoint_auth_method", "none")
                        .add("redirect_uris", Json.createArrayBuilder().add(redirectUri)));
    }

    /** One by a public client that registers one grant alone. */
    public static TestAuthorization ofGrant(AuthServer server, String grant) {
        return registered(
                server,
                Json.createObjectBuilder()
                        .add("token_endpoint_auth_method", "none")
                        .add("redirect_uris", Json.createArrayBuilder().add(REDIRECT_URI))
                        .add("grant_types", Json.createArrayBuilder().add(grant)));
    }

    /** One by a client that registers with this metadata. */
    public static TestAuthorization registered(AuthServer server, JsonObjectBuilder metadata) {
        Answer answer = server.client().json("/register", metadata.build().toString());
        return new TestAuthorization(server, answer.json());
    }

    /** The same client's request with another parameter; null leaves it out. */
    public TestAuthorization with(String name, String value) {
        if (value == null) {
            request.remove(name);
        } else {
            request.put(name, value);
        }
        return this;
    }

    /** What the client was told when it registered. */
    public JsonObject registration() {
        return registration;
    }

    /** The client's identifier. */
    public String clientId() {
        return registration.getString("client_id");
    }

    /** The secret behind the challenge. */
    public String codeVerifier() {
        return codeVerifier;
    }

    /** The address that the client opens in the browser. */
    public String url() {
        List<String> parameters = new ArrayList<>();
        request.forEach((name, value) -> parameters.addAll(List.of(name, value)));
        return server.issuer() + "/authorize?" + TestClient.encode(parameters.toArray(String[]::new));
    }

    /** The person approves and signs in locally under a name; where the browser then goes. */
    public URI letIn(TestBrowser browser, String username) {
        Answer consent = browser.open(url());
        Answer next = browser.submit(consent, server.issuer() + "/authorize", "decision", "approve");
        if (!next.header("Location").contains("/local/sign-in")) {
            return URI.create(next.header("Location"));
        }
        Answer signIn = browser.open(next.header("Location"));
        Answer signedIn = browser.submit(signIn, server.issuer() + "/local/sign-in", "username", username);
        return URI.create(browser.open(signedIn.header("Location")).header("Location"));
    }

    /** A code, as {@link #letIn} brings it to the client. */
    public String code() {
        return query(letIn(new TestBrowser(), "alice")).get("code");
    }

    /** The answer to a code's exchange. */
    public Answer exchange(String code) {
        return server.client()
                .form(
                        "/token",
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        request.getOrDefault("redirect_uri", REDIRECT_URI),
                        "code_verifier",
                        codeVerifier,
                        "client_id",
                        clientId());
    }

    /** The answer to a refresh. */
    public Answer refresh(String refreshToken) {
        return refreshAt(server.client(), refreshToken);
    }

    /** The answer of a replica of the server to a refresh. */
    public Answer refreshAt(TestClient replica, String refreshToken) {
        return replica.formFor(
                server.issuer().getRawAuthority(),
                "/token",
                "grant_type",
                "refresh_token",
                "refresh_token",
                refreshToken,
                "client_id",
                clientId());
    }

    /** Tokens after the whole flow. */
    public JsonObject tokens() {
        return exchange(code()).json();
    }

    /** The parameters of an address. */
    public static Map<String, String> query(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : address.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
