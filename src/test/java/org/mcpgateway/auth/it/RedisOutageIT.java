package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * Redis goes away and comes back: nothing is let through meanwhile, nothing is lost, nobody starts the server again.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisOutageIT {

    /** An outage on a busy machine, as the client sees its ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static RedisServer redis;
    private static AuthServer server;

    private final TestClient client = server.client();

    @BeforeAll
    static void a_server_starts_while_redis_is_away() {
        redis = RedisServer.startOn(folder);
        redis.interrupt();
        server = AuthServer.start(redis, Map.of("REFRESH_GRACE", "600", "AUTHORIZATION_CODE_LIFETIME", "600"));
        assertThat(server.client()
                        .json("/register", "{\"redirect_uris\":[\"https://a.test/\"]}")
                        .status())
                .isEqualTo(503);
        redis.resume();
        await().atMost(PATIENCE)
                .until(() -> server.client()
                                .json("/register", "{\"redirect_uris\":[\"https://a.test/\"]}")
                                .status()
                        == 201);
    }

    @AfterAll
    static void both_stop() {
        server.close();
        redis.close();
    }

    @Test
    void while_it_is_away_everything_is_refused_as_temporary_and_afterwards_all_goes_on() {
        TestAuthorization app = TestAuthorization.of(server);
        TestBrowser browser = new TestBrowser();
        String code = app.code();
        JsonObject tokens = app.tokens();
        String access = tokens.getString("access_token");
        String refresh = tokens.getString("refresh_token");
        assertThat(verify(access)).isEqualTo(200);

        redis.interrupt();

        await().atMost(PATIENCE).until(() -> verify(access) == 503);
        temporary(TestApp.verify(server, access, "time"));
        temporary(app.refresh(refresh));
        temporary(app.exchange(code));
        temporary(client.json("/register", "{\"redirect_uris\":[\"https://a.test/\"]}"));
        temporary(client.form("/revoke", "token", access, "client_id", app.clientId()));
        temporary(client.form("/introspect", "token", access, "client_id", app.clientId()));
        temporary(client.form("/device_authorization", "client_id", app.clientId()));
        Answer page = browser.open(app.url());
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isNotEmpty();
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(client.get("/jwks").status()).isEqualTo(200);
        assertThat(client.get("/.well-known/oauth-authorization-server").status())
                .isEqualTo(200);

        redis.resume();

        await().atMost(PATIENCE).until(() -> verify(access) == 200);
        assertThat(app.exchange(code).status()).as("the code was not used up").isEqualTo(200);
        assertThat(app.refresh(refresh).status())
                .as("the refresh token was not used up")
                .isEqualTo(200);
        assertThat(browser.open(app.url()).status()).isEqualTo(200);
    }

    @Test
    void a_client_that_refreshes_all_the_while_never_has_to_sign_in_again() {
        TestAuthorization app = TestAuthorization.of(server);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        String first = app.tokens().getString("refresh_token");
        CompletableFuture<String> last = CompletableFuture.supplyAsync(() -> refreshWhile(goesOn, app, first));

        redis.interrupt();
        await().atMost(PATIENCE).until(() -> app.refresh("x.y").status() == 503);
        redis.resume();
        await().atMost(PATIENCE).until(() -> app.refresh("x.y").status() == 400);
        goesOn.set(false);

        assertThat(app.refresh(last.join()).status()).isEqualTo(200);
    }

    @Test
    void a_revocation_after_it_came_back_is_seen_again() {
        TestAuthorization app = TestAuthorization.of(server);
        redis.interrupt();
        await().atMost(PATIENCE).until(() -> app.refresh("x.y").status() == 503);
        redis.resume();
        await().atMost(PATIENCE).until(() -> app.refresh("x.y").status() == 400);
        String access = app.tokens().getString("access_token");
        await().atMost(PATIENCE).until(() -> verify(access) == 200);

        client.form("/revoke", "token", access, "client_id", app.clientId());

        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> verify(access) == 401);
    }

    /** Eight seconds: longer than a command and its repetition are waited for. */
    @Test
    void under_load_a_silent_redis_lets_nobody_in_wrongly_and_loses_nothing_that_was_promised() {
        TestAuthorization app = TestAuthorization.of(server);
        String living = app.tokens().getString("access_token");
        String revoked = app.tokens().getString("access_token");
        client.form("/revoke", "token", revoked, "client_id", app.clientId());
        await().atMost(PATIENCE).until(() -> verify(living) == 200 && verify(revoked) == 401);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        Set<Integer> toTheRevoked = ConcurrentHashMap.newKeySet();
        Set<Integer> toTheLiving = ConcurrentHashMap.newKeySet();
        var asked = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> askWhile(goesOn, revoked, toTheRevoked), Thread::startVirtualThread),
                CompletableFuture.runAsync(() -> askWhile(goesOn, living, toTheLiving), Thread::startVirtualThread));
        String first = app.tokens().getString("refresh_token");
        var refreshed =
                CompletableFuture.supplyAsync(() -> refreshWhile(goesOn, app, first), Thread::startVirtualThread);
        var registered = CompletableFuture.supplyAsync(() -> registerWhile(goesOn), Thread::startVirtualThread);
        Instant silentSince = Clock.systemUTC().instant();

        redis.pause();
        try {
            await().atMost(PATIENCE).until(() -> app.refresh("x.y").status() == 503);
            temporary(TestApp.verify(server, living, "time"));
            await().atMost(PATIENCE)
                    .until(() -> Duration.between(silentSince, Clock.systemUTC().instant())
                                    .compareTo(Duration.ofSeconds(30))
                            > 0);
        } finally {
            redis.goOn();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> verify(living) == 200);
        goesOn.set(false);
        asked.join();
        assertThat(toTheRevoked).isSubsetOf(401, 503);
        assertThat(toTheLiving).isSubsetOf(200, 503).contains(200, 503);
        assertThat(app.refresh(refreshed.join()).status()).isEqualTo(200);
        assertThat(registered.join())
                .isNotEmpty()
                .allSatisfy(clientId -> assertThat(redis.client().getKeys().countExists(RedisKeys.client(clientId)))
                        .isOne());
    }

    @Test
    void a_full_one_refuses_what_has_to_be_written_and_lets_in_whoever_has_a_token() {
        TestAuthorization app = TestAuthorization.of(server);
        String code = app.code();
        JsonObject tokens = app.tokens();
        String access = tokens.getString("access_token");

        redis.set("maxmemory", "1");
        try {
            temporary(client.json("/register", "{\"redirect_uris\":[\"https://a.test/\"]}"));
            temporary(app.refresh(tokens.getString("refresh_token")));
            temporary(app.exchange(code));
            assertThat(verify(access)).isEqualTo(200);
        } finally {
            redis.set("maxmemory", "0");
        }

        assertThat(app.refresh(tokens.getString("refresh_token")).status()).isEqualTo(200);
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    private void askWhile(AtomicBoolean goesOn, String token, Set<Integer> answers) {
        while (goesOn.get()) {
            answers.add(verify(token));
        }
    }

    /** The clients that were told that they are registered. */
    private List<String> registerWhile(AtomicBoolean goesOn) {
        List<String> registered = new ArrayList<>();
        while (goesOn.get()) {
            Answer answer = client.json("/register", "{\"redirect_uris\":[\"https://a.test/\"]}");
            assertThat(answer.status()).isIn(201, 429, 503);
            if (answer.status() == 201) {
                registered.add(answer.json().getString("client_id"));
            }
        }
        return registered;
    }

    /** Uses each token until its successor has arrived, as a client does; gives the last that arrived. */
    private static String refreshWhile(AtomicBoolean goesOn, TestAuthorization app, String first) {
        String current = first;
        while (goesOn.get()) {
            Answer answer = app.refresh(current);
            if (answer.status() == 200) {
                current = answer.json().getString("refresh_token");
            } else {
                assertThat(answer.status()).isEqualTo(503);
            }
        }
        return current;
    }

    private int verify(String token) {
        int status = TestApp.verify(server, token, "time").status();
        assertThat(status).as("clients throw a token away that is answered so").isNotEqualTo(500);
        return status;
    }

    private static void temporary(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.error()).isEqualTo("temporarily_unavailable");
    }
}
