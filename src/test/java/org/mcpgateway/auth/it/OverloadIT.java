package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.GitHubSimulator;
import org.mcpgateway.auth.support.GitHubSimulator.Mood;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** More is asked than can be served: what is too much is turned away at once, and {@code /verify} goes on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverloadIT {

    private static final int ROOM = 4;
    private static final String METADATA =
            "{\"redirect_uris\":[\"" + TestAuthorization.REDIRECT_URI + "\"],\"token_endpoint_auth_method\":\"none\"}";

    /** The promise is five seconds; the machine of a test may be as busy as this server. */
    private static final Duration RELIEF = Duration.ofSeconds(20);

    private static GitHubSimulator github;
    private static AuthServer server;

    private final TestClient client = server.client();
    private final List<Socket> held = new ArrayList<>();

    @BeforeAll
    static void a_server_with_little_room() {
        github = new GitHubSimulator();
        Map<String, String> settings = new HashMap<>(github.settings());
        settings.put("LOCAL_IDENTITY", "false");
        settings.put("ALLOWED_GITHUB_USERS", "octocat");
        settings.put("IDENTITY_TIMEOUT", "5");
        settings.put("MAX_CONCURRENT_REQUESTS", Integer.toString(ROOM));
        settings.put("MAX_WAITING_REQUESTS", Integer.toString(ROOM));
        server = AuthServer.start(settings);
    }

    @AfterAll
    static void it_stops() {
        server.close();
        github.close();
    }

    @AfterEach
    void relief() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        github.be(Mood.FINE);
    }

    @Test
    void clients_are_told_when_to_come_back_pages_as_well_and_verify_and_documents_are_answered() throws IOException {
        String token = token();
        takeAllRoom();

        Answer shed = client.json("/register", METADATA, "Origin", AuthServer.CORS_ORIGIN);
        assertThat(shed.status()).as(shed.body()).isEqualTo(503);
        assertThat(shed.error()).isEqualTo("temporarily_unavailable");
        assertThat(shed.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(shed.header("Cache-Control")).isEqualTo("no-store");
        assertThat(shed.header("Access-Control-Allow-Origin")).isEqualTo(AuthServer.CORS_ORIGIN);
        assertThat(shed.header("Access-Control-Expose-Headers")).contains("Retry-After");
        assertThat(client.form("/revoke", "token", token).status())
                .as("RFC 7009 s2.2.1: the token is still good, and the client asks again")
                .isEqualTo(503);
        Answer page = client.get("/device", "Accept", "text/html");
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isNotEmpty();
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<html lang=\"en\">", "<title>", "<h1>");

        assertThat(verify(token)).isEqualTo(200);
        assertThat(verify("x")).isEqualTo(401);
        assertThat(client.get("/jwks").status()).isEqualTo(200);
        assertThat(client.get("/.well-known/oauth-authorization-server").status())
                .isEqualTo(200);
        assertThat(shedRequests()).isPositive();
    }

    @Test
    void the_last_place_is_room_enough_for_a_page() throws IOException {
        takeAllRoom();
        held.removeLast().close();

        Answer page = await().atMost(RELIEF).until(() -> client.get("/success"), answer -> answer.status() != 503);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>");
    }

    @Test
    void a_request_that_finds_room_within_a_moment_is_served() throws IOException {
        takeAllRoom();
        var waiting =
                CompletableFuture.supplyAsync(() -> client.json("/register", METADATA), Thread::startVirtualThread);

        held.getFirst().close();

        // Under load the moment may have passed; the next one then finds the room.
        assertThat(waiting.join().status()).isIn(201, 503);
        await().atMost(RELIEF).until(() -> client.json("/register", METADATA).status() == 201);
    }

    /** Sixteen times as many at once as there is room for, each asking again as soon as it is answered. */
    @Test
    void under_a_rush_what_is_let_in_is_served_the_rest_is_shed_verify_goes_on_and_afterwards_all_is_as_before() {
        String token = token();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        Map<Integer, Integer> verdicts = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> rush = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            while (goesOn.get()) {
                                answers.merge(client.json("/register", METADATA).status(), 1, Integer::sum);
                            }
                        },
                        Thread::startVirtualThread))
                .limit(16 * ROOM)
                .toList();

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            verdicts.merge(verify(token), 1, Integer::sum);
            return answers.getOrDefault(503, 0) >= 100
                    && answers.getOrDefault(201, 0) >= 100
                    && verdicts.getOrDefault(200, 0) >= 10;
        });
        goesOn.set(false);
        rush.forEach(CompletableFuture::join);

        assertThat(answers).containsOnlyKeys(201, 503);
        assertThat(verdicts).containsOnlyKeys(200);
        await().atMost(RELIEF)
                .until(() -> Stream.generate(() -> client.json("/register", METADATA))
                        .limit(10)
                        .allMatch(answer -> answer.status() == 201));
        assertThat(server.log().lines().filter(line -> line.contains("event=overload")))
                .as("said now and then, not for each")
                .hasSizeBetween(1, 30);
    }

    @Test
    void a_slow_identity_provider_holds_up_sign_ins_and_nothing_else_and_they_can_be_tried_again() {
        String token = token();
        TestBrowser patient = new TestBrowser();
        String callback = callback(patient);
        Map<String, TestBrowser> others = new HashMap<>();
        for (int i = 0; i < 2 * ROOM; i++) {
            TestBrowser other = new TestBrowser();
            others.put(callback(other), other);
        }

        github.be(Mood.SLOW);
        List<CompletableFuture<Answer>> slow = others.entrySet().stream()
                .map(sent -> CompletableFuture.supplyAsync(
                        () -> sent.getValue().open(sent.getKey()), Thread::startVirtualThread))
                .toList();
        await().atMost(RELIEF).until(() -> patient.open(callback).status() == 503);

        assertThat(client.json("/register", METADATA).status()).isEqualTo(201);
        assertThat(verify(token)).isEqualTo(200);
        assertThat(verify(token())).isEqualTo(200);
        slow.forEach(CompletableFuture::join);
        github.be(Mood.FINE);
        Answer signedIn = await().atMost(RELIEF).until(() -> patient.open(callback), answer -> answer.status() != 503);
        assertThat(TestAuthorization.query(URI.create(signedIn.header("Location"))))
                .containsKey("code");
    }

    /** Where the provider sends the browser of somebody who signs in. */
    private static String callback(TestBrowser browser) {
        TestAuthorization authorization = TestAuthorization.of(server);
        Answer toGitHub = browser.submit(
                browser.open(authorization.url()), server.issuer() + "/authorize", "decision", "approve");
        return new TestBrowser().open(toGitHub.header("Location")).header("Location");
    }

    /** Requests whose bodies do not come, as many as are served at the same time. */
    private void takeAllRoom() throws IOException {
        for (int i = 0; i < ROOM; i++) {
            Socket socket = new Socket("127.0.0.1", server.issuer().getPort());
            held.add(socket);
            socket.getOutputStream()
                    .write(("POST /introspect HTTP/1.1\r\nHost: "
                                    + server.issuer().getRawAuthority()
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        await().atMost(RELIEF).until(() -> client.json("/register", METADATA).status() == 503);
    }

    private String token() {
        return client.basicForm(
                        "/token",
                        AuthServer.MACHINE_CLIENT,
                        AuthServer.OPERATORS_SECRET,
                        "grant_type",
                        "client_credentials",
                        "resource",
                        server.resource("time"))
                .json()
                .getString("access_token");
    }

    private int verify(String token) {
        return TestApp.verify(server, token, "time").status();
    }

    private double shedRequests() {
        return client.get("/monitoring/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mcp_auth_shed_total{lane=\"other\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
