package org.mcpgateway.auth.support;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * A real Keycloak with a realm that knows the gateway as a confidential client with PKCE and consent, a group
 * {@code staff} and three people: alice is in the group, mallory is not, dave's account is disabled.
 */
public final class KeycloakServer implements AutoCloseable {

    /** Everybody's password. */
    public static final String PASSWORD = "correct horse battery staple";

    /** The gateway's identifier there. */
    public static final String CLIENT_ID = "mcp-gateway";

    /** The gateway's secret there. */
    public static final String CLIENT_SECRET = "keycloak-client-secret-0123456789";

    private static final Duration START_LIMIT = Duration.ofMinutes(6);
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    private final int port;
    private final Path log;
    private final Process process;

    /**
     * Starts it and waits until the realm answers.
     *
     * @param port to listen on
     * @param redirectUri of the gateway
     */
    public KeycloakServer(int port, URI redirectUri) {
        this.port = port;
        Path home = Path.of(System.getProperty("keycloak.home"));
        this.log = home.resolveSibling("keycloak-" + port + ".log");
        try {
            Files.createDirectories(home.resolve("data/import"));
            Files.writeString(
                    home.resolve("data/import/corp-realm.json"),
                    realm(redirectUri).toString());
            ProcessBuilder builder = new ProcessBuilder(
                    "sh",
                    home.resolve("bin/kc.sh").toString(),
                    "start-dev",
                    "--import-realm",
                    "--db=dev-mem",
                    "--cache=local",
                    "--http-host=127.0.0.1",
                    "--http-port=" + port);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
            builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
            process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        awaitReady();
    }

    /** The realm's issuer identifier on a port. */
    public static String issuer(int port) {
        return "http://127.0.0.1:" + port + "/realms/corp";
    }

    /**
     * Fills the login form in.
     *
     * @param browser of the person
     * @param authorizationRequest where the gateway sent it
     * @return the page after it: consent, or the form again with a message
     */
    public Answer logIn(TestBrowser browser, String authorizationRequest, String username) {
        Answer form = follow(browser, browser.open(authorizationRequest));
        return follow(browser, browser.submit(form, action(form), "username", username, "password", PASSWORD));
    }

    /**
     * Decides on the consent page.
     *
     * @param decision {@code accept} or {@code cancel}
     * @return where the browser is sent
     */
    public URI decide(TestBrowser browser, Answer consent, String decision) {
        Answer answer = browser.submit(consent, action(consent), decision, decision);
        return URI.create(answer.header("Location"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Answer follow(TestBrowser browser, Answer answer) {
        Answer next = answer;
        for (int i = 0; i < 5 && next.status() == 302; i++) {
            next = browser.open(next.header("Location"));
        }
        return next;
    }

    private String action(Answer page) {
        Matcher matcher = ACTION.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("no form but " + page.status() + ": " + page.body());
        }
        String action = matcher.group(1).replace("&amp;", "&");
        return action.startsWith("/") ? "http://127.0.0.1:" + port + action : action;
    }

    private void awaitReady() {
        TestClient client = new TestClient(URI.create(issuer(port)));
        await().alias("Keycloak to answer; see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .failFast("Keycloak ended; see " + log, () -> !process.isAlive())
                .until(() -> client.get("/.well-known/openid-configuration").status() == 200);
    }

    private static JsonObject realm(URI redirectUri) {
        return Json.createObjectBuilder()
                .add("realm", "corp")
                .add("enabled", true)
                .add("sslRequired", "none")
                .add("groups", array(Json.createObjectBuilder().add("name", "staff")))
                .add("clients", array(client(redirectUri)))
                .add(
                        "users",
                        array(
                                user("alice").add("groups", Json.createArrayBuilder(List.of("staff"))),
                                user("mallory"),
                                user("dave").add("enabled", false)))
                .build();
    }

    private static JsonObjectBuilder client(URI redirectUri) {
        return Json.createObjectBuilder()
                .add("clientId", CLIENT_ID)
                .add("secret", CLIENT_SECRET)
                .add("enabled", true)
                .add("consentRequired", true)
                .add("redirectUris", Json.createArrayBuilder(List.of(redirectUri.toString())))
                .add("attributes", Json.createObjectBuilder().add("pkce.code.challenge.method", "S256"))
                .add(
                        "protocolMappers",
                        array(Json.createObjectBuilder()
                                .add("name", "groups")
                                .add("protocol", "openid-connect")
                                .add("protocolMapper", "oidc-group-membership-mapper")
                                .add(
                                        "config",
                                        Json.createObjectBuilder()
                                                .add("claim.name", "groups")
                                                .add("full.path", "false")
                                                .add("id.token.claim", "true"))));
    }

    private static JsonObjectBuilder user(String username) {
        return Json.createObjectBuilder()
                .add("username", username)
                .add("enabled", true)
                .add("email", username + "@corp.example")
                .add("emailVerified", true)
                .add("firstName", username)
                .add("lastName", "Example")
                .add(
                        "credentials",
                        array(Json.createObjectBuilder().add("type", "password").add("value", PASSWORD)));
    }

    private static JsonArrayBuilder array(JsonObjectBuilder... elements) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List.of(elements).forEach(array::add);
        return array;
    }
}
