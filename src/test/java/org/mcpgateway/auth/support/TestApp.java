package org.mcpgateway.auth.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.support.TestClient.Answer;

/** An MCP client as the SDKs are: registers, sends a person to authorize with PKCE, redeems the code. */
public final class TestApp {

    /** Where the app is called back. */
    public static final String REDIRECT_URI = "http://127.0.0.1:33418/callback";

    private final AuthServer server;
    private final TestClient client;
    private final JsonObject registration;

    private TestApp(AuthServer server, JsonObject registration) {
        this.server = server;
        this.client = server.client();
        this.registration = registration;
    }

    /** An app without a secret. */
    public static TestApp publicClient(AuthServer server) {
        return register(server, "none");
    }

    /** An app with a secret, sent in the form. */
    public static TestApp confidentialClient(AuthServer server) {
        return register(server, "client_secret_post");
    }

    /** An app that registered this {@code token_endpoint_auth_method}, or none when it is null. */
    public static TestApp withMethod(AuthServer server, String method) {
        return register(server, method);
    }

    private static TestApp register(AuthServer server, String method) {
        var metadata = Json.createObjectBuilder()
                .add("redirect_uris", Json.createArrayBuilder().add(REDIRECT_URI))
                .add("client_name", "Test " + UUID.randomUUID());
        if (method != null) {
            metadata.add("token_endpoint_auth_method", method);
        }
        Answer answer = server.client().json("/register", metadata.build().toString());
        if (answer.status() != 201) {
            throw new AssertionError("not registered: " + answer);
        }
        return new TestApp(server, answer.json());
    }

    /** What the server said at registration. */
    public JsonObject registration() {
        return registration;
    }

    /** Its identifier. */
    public String clientId() {
        return registration.getString("client_id");
    }

    /** Its secret; empty text for an app without one. */
    public String secret() {
        return registration.getString("client_secret", "");
    }

    /** The address to send a person to; more parameters as name, value, name, value … */
    public String authorizeAddress(String verifier, String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "response_type",
                "code",
                "client_id",
                clientId(),
                "redirect_uri",
                REDIRECT_URI,
                "state",
                "state-of-the-app",
                "code_challenge",
                Sha256.of(verifier),
                "code_challenge_method",
                "S256"));
        parameters.addAll(Arrays.asList(more));
        return "/authorize?" + TestClient.encode(parameters.toArray(String[]::new));
    }

    /** A code that the person gave this app. */
    public String code(Person person, String verifier, String... more) {
        return parameter(person.approve(authorizeAddress(verifier, more)), "code");
    }

    /** Redeems a code. */
    public Answer redeem(String code, String verifier, String... more) {
        return token(join(
                more,
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                REDIRECT_URI,
                "code_verifier",
                verifier));
    }

    /** Uses a refresh token. */
    public Answer refresh(String refreshToken, String... more) {
        return token(join(more, "grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** Everything from the person's approval to the tokens. */
    public JsonObject tokens(Person person, String... authorizeParameters) {
        String verifier = verifier();
        Answer answer = redeem(code(person, verifier, authorizeParameters), verifier);
        if (answer.status() != 200) {
            throw new AssertionError("no tokens: " + answer);
        }
        return answer.json();
    }

    /** A form sent by this app with its own credentials. */
    public Answer send(String path, String... parameters) {
        return client.form(path, join(parameters, credentials()));
    }

    /** A new code verifier. */
    public static String verifier() {
        return (UUID.randomUUID() + "-" + UUID.randomUUID()).substring(0, 64);
    }

    /** A parameter of the address that a browser is sent to. */
    public static String parameter(URI address, String name) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> java.net.URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + address));
    }

    /** What {@code /verify} says to the token for one of the server's services. */
    public static Answer verify(AuthServer server, String accessToken, String service) {
        return server.client().verify(server.issuer().getRawAuthority(), "/services/" + service + "/mcp", accessToken);
    }

    private Answer token(String[] parameters) {
        return client.form("/token", join(parameters, credentials()));
    }

    private String[] credentials() {
        return secret().isEmpty()
                ? new String[] {"client_id", clientId()}
                : new String[] {"client_id", clientId(), "client_secret", secret()};
    }

    private static String[] join(String[] one, String... other) {
        String[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
