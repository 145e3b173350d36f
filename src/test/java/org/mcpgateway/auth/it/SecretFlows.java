package org.mcpgateway.auth.it;

import static org.awaitility.Awaitility.await;
import static org.mcpgateway.auth.support.TestAuthorization.query;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.GitHubSimulator;
import org.mcpgateway.auth.support.SecretLedger;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** The flows, each way through them that a secret can take. */
record SecretFlows(AuthServer server, GitHubSimulator github, SecretLedger ledger, TestBrowser browser) {

    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    SecretFlows(AuthServer server, GitHubSimulator github, SecretLedger ledger) {
        this(server, github, ledger, new TestBrowser());
    }

    void run() {
        for (String method : List.of("none", "client_secret_post", "client_secret_basic")) {
            authorizationCode(method);
        }
        device();
        machine();
        management();
        refusals();
        somethingStaysOnItsWay();
        browser.cookies().values().forEach(cookie -> ledger.add("browser cookie", cookie));
    }

    private void authorizationCode(String method) {
        TestAuthorization client = client(method);
        String code = signIn(client);
        JsonObject tokens = noted(redeem(client, method, code));
        JsonObject successor = noted(refresh(client, method, tokens.getString("refresh_token")));
        if (method.equals("none")) {
            reuse(client, method, tokens.getString("refresh_token"));
        }
        TestApp.verify(server, tokens.getString("access_token"), "time");
        TestApp.verify(server, tokens.getString("access_token") + "x", "time");
        for (String path : List.of("/introspect", "/revoke")) {
            send(path, client, method, "token", tokens.getString("access_token"));
            send(path, client, method, "token", successor.getString("refresh_token"));
        }
        refresh(client, method, successor.getString("refresh_token"));
        redeem(client, method, code);
    }

    /** Within the grace period it gives tokens, afterwards it ends the family. */
    private void reuse(TestAuthorization client, String method, String refreshToken) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Answer answer = refresh(client, method, refreshToken);
            if (answer.status() == 200) {
                noted(answer);
            }
            return answer.status() == 400;
        });
    }

    private TestAuthorization client(String method) {
        TestAuthorization client = TestAuthorization.registered(
                        server,
                        Json.createObjectBuilder()
                                .add("client_name", "Secrets")
                                .add("token_endpoint_auth_method", method)
                                .add(
                                        "grant_types",
                                        Json.createArrayBuilder(
                                                List.of("authorization_code", "refresh_token", DEVICE_GRANT)))
                                .add("redirect_uris", Json.createArrayBuilder().add(TestAuthorization.REDIRECT_URI)))
                .with("state", note("client state", "state-" + UUID.randomUUID()));
        note("code verifier", client.codeVerifier());
        note("registration access token", client.registration().getString("registration_access_token"));
        if (client.registration().containsKey("client_secret")) {
            note("client secret", client.registration().getString("client_secret"));
        }
        return client;
    }

    private String signIn(TestAuthorization client) {
        String location = through(browser.open(client.url()), "/authorize");
        return note("code", query(URI.create(location)).get("code"));
    }

    /**
     * Says yes on every page and signs in at GitHub where the way leads there, until it leads to the client or ends.
     */
    private String through(Answer first, String form) {
        Answer answer = first;
        for (int steps = 0; steps < 10; steps++) {
            String location = answer.header("Location");
            if (location.startsWith(TestAuthorization.REDIRECT_URI) || !asks(answer) && answer.status() == 200) {
                return location;
            }
            if (asks(answer)) {
                String decision = answer.body().contains("value=\"sign-in\"") ? "sign-in" : "approve";
                answer = browser.submit(answer, server.issuer() + form, "decision", decision);
            } else if (location.startsWith(server.issuer().toString())) {
                answer = browser.open(location);
            } else {
                String callback = atGitHub(location);
                answer = browser.open(callback);
                browser.open(callback); // replayed
            }
        }
        throw new AssertionError("the way does not end: " + answer);
    }

    private static boolean asks(Answer answer) {
        return answer.body().contains("name=\"decision\"");
    }

    private String atGitHub(String address) {
        note("upstream state", query(URI.create(address)).get("state"));
        String callback = new TestBrowser().open(address).header("Location");
        note("github code", query(URI.create(callback)).get("code"));
        return callback;
    }

    private void device() {
        TestAuthorization client = client("none");
        JsonObject codes = begin(client);
        through(browser.open(codes.getString("verification_uri_complete")), "/device");
        noted(poll(client, codes));
        poll(client, codes);
    }

    private JsonObject begin(TestAuthorization client) {
        JsonObject codes = server.client()
                .form("/device_authorization", "client_id", client.clientId())
                .json();
        note("device code", codes.getString("device_code"));
        note("user code", codes.getString("user_code"));
        note("user code", codes.getString("user_code").replace("-", ""));
        return codes;
    }

    private Answer poll(TestAuthorization client, JsonObject codes) {
        return server.client()
                .form(
                        "/token",
                        "grant_type",
                        DEVICE_GRANT,
                        "device_code",
                        codes.getString("device_code"),
                        "client_id",
                        client.clientId());
    }

    private void machine() {
        noted(server.client()
                .basicForm(
                        "/token",
                        AuthServer.MACHINE_CLIENT,
                        AuthServer.OPERATORS_SECRET,
                        "grant_type",
                        "client_credentials"));
        server.client()
                .form(
                        "/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        "robots",
                        "client_secret",
                        AuthServer.OPERATORS_SECRET);
    }

    private void management() {
        JsonObject registration = client("client_secret_post").registration();
        String path = "/register/" + registration.getString("client_id");
        String token = "Bearer " + registration.getString("registration_access_token");
        server.client().get(path, "Authorization", token);
        server.client().get(path, "Authorization", token + "x");
        server.client()
                .send(
                        "PUT",
                        path,
                        "{\"client_secret\": \"" + registration.getString("client_secret") + "x\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        token);
        server.client().send("DELETE", path, "", "Authorization", token);
        server.client().get(path, "Authorization", token);
    }

    private void refusals() {
        TestAuthorization client = client("client_secret_post");
        String wrong = note("wrong secret", "wrong-" + UUID.randomUUID());
        TestClient http = server.client();
        http.form(
                "/token",
                "grant_type",
                "refresh_token",
                "refresh_token",
                wrong,
                "client_id",
                client.clientId(),
                "client_secret",
                wrong);
        http.basicForm("/token", client.clientId(), wrong, "grant_type", wrong);
        http.form(
                "/token",
                "grant_type",
                "authorization_code",
                "code",
                wrong,
                "code_verifier",
                wrong,
                "client_id",
                client.clientId(),
                "client_secret",
                client.registration().getString("client_secret"),
                "redirect_uri",
                TestAuthorization.REDIRECT_URI);
        http.form("/introspect", "token", wrong, "client_id", client.clientId(), "client_secret", wrong);
        http.get("/verify?access_token=" + wrong);
        http.get("/verify", "Authorization", "Bearer " + wrong);
        http.get("/register/unknown", "Authorization", "Bearer " + wrong);
        http.get("/" + wrong);
        browser.open(server.issuer() + "/callback?code=" + wrong + "&state=" + wrong);
        browser.open(server.issuer() + "/authorize?client_id=" + wrong + "&state=" + wrong);
        browser.open(server.issuer() + "/device?user_code=" + wrong);
        browser.open(server.issuer() + "/local/sign-in?state=" + wrong);
        for (GitHubSimulator.Mood mood : List.of(GitHubSimulator.Mood.FAILING, GitHubSimulator.Mood.NOT_JSON)) {
            github.be(mood);
            through(browser.open(client.with("prompt", "login").url()), "/authorize");
        }
        github.be(GitHubSimulator.Mood.FINE);
    }

    /** So that Redis is looked at while it has to remember something of everything. */
    private void somethingStaysOnItsWay() {
        TestAuthorization client = client("client_secret_post");
        noted(redeem(client, "client_secret_post", signIn(client)));
        signIn(client("none"));
        begin(client("none"));
        JsonObject codes = begin(client("none"));
        TestBrowser another = new TestBrowser();
        Answer question = another.open(codes.getString("verification_uri_complete"));
        atGitHub(another.submit(question, server.issuer() + "/device", "decision", "sign-in")
                .header("Location"));
        Answer consent = another.open(client.url());
        atGitHub(another.submit(consent, server.issuer() + "/authorize", "decision", "approve")
                .header("Location"));
        another.cookies().values().forEach(cookie -> ledger.add("browser cookie", cookie));
    }

    private Answer redeem(TestAuthorization client, String method, String code) {
        return send(
                "/token",
                client,
                method,
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                TestAuthorization.REDIRECT_URI,
                "code_verifier",
                client.codeVerifier());
    }

    private Answer refresh(TestAuthorization client, String method, String refreshToken) {
        return send("/token", client, method, "grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    private Answer send(String path, TestAuthorization client, String method, String... form) {
        String secret = client.registration().getString("client_secret", "");
        return switch (method) {
            case "client_secret_basic" -> server.client().basicForm(path, client.clientId(), secret, form);
            case "client_secret_post" ->
                server.client().form(path, with(form, "client_id", client.clientId(), "client_secret", secret));
            default -> server.client().form(path, with(form, "client_id", client.clientId()));
        };
    }

    private static String[] with(String[] form, String... more) {
        return Stream.concat(Stream.of(form), Stream.of(more)).toArray(String[]::new);
    }

    private JsonObject noted(Answer tokens) {
        if (tokens.status() != 200) {
            throw new AssertionError("no tokens: " + tokens);
        }
        note("access token", tokens.json().getString("access_token"));
        if (tokens.json().containsKey("refresh_token")) {
            note("refresh token", tokens.json().getString("refresh_token"));
        }
        return tokens.json();
    }

    private String note(String name, String secret) {
        ledger.add(name, secret);
        return secret;
    }
}
