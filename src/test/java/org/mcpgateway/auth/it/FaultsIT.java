package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mcpgateway.auth.support.Administrator;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Cable;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.SteppingClock;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.auth.support.Traffic;

/**
 * Parts fail under load: nobody is let in who should not be, nothing that was promised is lost, and all goes on by
 * itself. Two replicas on one Redis; the second reaches it by a cable of its own, and what it logs goes to a disk that
 * is full all the while. {@code docs/explanation/failures.md} has what each test counted.
 */
@TestMethodOrder(OrderAnnotation.class) // the last of them kills one
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsIT {

    private static final System.Logger LOG = System.getLogger(FaultsIT.class.getName());

    /** Far more than it takes where there is something else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static RedisServer redis;
    private static Cable toRedis;
    private static Cable toAuth;
    private static AuthServer first;
    private static AuthServer second;

    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"faults\",\"version\":\"1\"}}}";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private Traffic traffic;
    private long faultAt;
    private long reliefAt;

    @BeforeAll
    static void two_replicas_start() throws IOException {
        redis = RedisServer.startOn(folder);
        toRedis = new Cable(redis.url().getPort());
        first = AuthServer.start(redis, Map.of("MCP_SERVICES", "time,fetchs", "REFRESH_GRACE", "600"));
        toAuth = new Cable(first.issuer().getPort());
        Path catalogue = Files.writeString(
                folder.resolve("services.json"),
                "{\"mcpServers\": {}, \"gateway\": {\"inProcess\": {\"fetchs\": \"fetchs\"}}}");
        Map<String, String> settings = settingsOfAReplica();
        settings.put("REDIS_URL", "redis://127.0.0.1:" + toRedis.port());
        settings.put("MCP_CATALOGUE", catalogue.toString());
        settings.put("FORWARD_AUTH_URL", "http://127.0.0.1:" + toAuth.port() + "/verify");
        second = AuthServer.startWithBridgeOnFullDisk(redis, settings);
    }

    private static Map<String, String> settingsOfAReplica() {
        Map<String, String> settings = new HashMap<>();
        settings.put("GATEWAY_ISSUER", first.issuer().toString());
        settings.put("MCP_SERVICES", "time,fetchs");
        settings.put("MCP_RESOURCE_PATTERNS", first.issuer() + "/services/{service}/mcp");
        settings.put("REFRESH_GRACE", "600");
        return settings;
    }

    @AfterAll
    static void all_stop() {
        second.close();
        first.close();
        toRedis.close();
        toAuth.close();
        redis.close();
    }

    @BeforeEach
    void traffic_flows() {
        traffic = Traffic.at(first, second);
        awaitMoreTraffic();
    }

    @AfterEach
    void traffic_ends() {
        traffic.close();
    }

    @Test
    void a_replica_that_is_cut_off_from_redis_says_so_while_the_other_serves(TestInfo test) {
        faultAt = System.nanoTime();
        toRedis.cut();
        await().atMost(PATIENCE).until(() -> traffic.answers("living").containsKey(503));
        assertThat(traffic.isRightAt(first)).isTrue();

        reliefAt = System.nanoTime();
        toRedis.mend();

        nothingWasLostOrLetIn(test);
    }

    @Test
    void a_token_that_is_revoked_while_a_replica_hears_nothing_of_redis_opens_nothing_there(TestInfo test) {
        TestAuthorization app = TestAuthorization.of(first);
        String token = app.tokens().getString("access_token");
        assertThat(traffic.verdict(second, token)).isEqualTo(200);
        assertThat(traffic.verdict(second, token)).as("remembered").isEqualTo(200);

        faultAt = System.nanoTime();
        toRedis.silence();
        first.client().form("/revoke", "token", token, "client_id", app.clientId());
        // A second is promised where Redis can be heard; here it is noticed by the silence.
        await().atMost(Duration.ofSeconds(15)).until(() -> traffic.verdict(second, token) != 200);
        assertThat(traffic.verdict(second, token)).isEqualTo(503);
        assertThat(traffic.isRightAt(first)).isTrue();

        reliefAt = System.nanoTime();
        toRedis.mend();

        await().atMost(PATIENCE).until(() -> {
            int status = traffic.verdict(second, token);
            assertThat(status).isIn(401, 503);
            return status == 401;
        });
        nothingWasLostOrLetIn(test);
    }

    @Test
    void a_redis_that_is_killed_with_every_write_on_disk_loses_nothing(TestInfo test) {
        redisIsKilled();

        nothingWasLostOrLetIn(test);
    }

    /** What was written when the process ended is in the system's hands: only a machine that stops loses a second. */
    @Test
    void a_redis_that_is_killed_with_a_write_to_disk_each_second_loses_no_more(TestInfo test) {
        redis.set("appendfsync", "everysec");

        redisIsKilled();

        nothingWasLostOrLetIn(test);
    }

    @Test
    void a_replica_whose_log_cannot_be_written_serves_and_its_audit_events_are_found() {
        TestAuthorization app = TestAuthorization.of(first);
        String refreshToken = app.tokens().getString("refresh_token");

        Answer refreshed = app.refreshAt(second.client(), refreshToken);

        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        Administrator administrator = new Administrator(first);
        await().atMost(PATIENCE)
                .until(() -> Administrator.items(administrator.get(
                                        "audit", "client_id", app.clientId(), "event", "token_refreshed"))
                                .size()
                        == 1);
    }

    @Test
    void a_replica_whose_clock_steps_ends_tokens_early_and_brings_none_back_that_was_ended(TestInfo test) {
        SteppingClock clock = SteppingClock.in(folder);
        Map<String, String> settings = settingsOfAReplica();
        settings.putAll(clock.environment());
        try (AuthServer third = AuthServer.start(redis, settings)) {
            TestAuthorization app = TestAuthorization.of(first);
            JsonObject tokens = app.tokens();
            String living = tokens.getString("access_token");
            String revoked = app.tokens().getString("access_token");
            assertThat(traffic.verdict(third, living)).isEqualTo(200);
            assertThat(traffic.verdict(third, revoked)).isEqualTo(200);

            faultAt = System.nanoTime();
            clock.step(Duration.ofDays(1));
            await().atMost(PATIENCE).until(() -> traffic.verdict(third, living) == 401);
            Answer refreshed = app.refreshAt(third.client(), tokens.getString("refresh_token"));
            String early = refreshed.json().getString("access_token");
            assertThat(traffic.verdict(third, early)).isEqualTo(200);
            assertThat(traffic.verdict(first, early))
                    .as("not yet for the others")
                    .isEqualTo(401);
            first.client().form("/revoke", "token", revoked, "client_id", app.clientId());

            reliefAt = System.nanoTime();
            clock.step(Duration.ZERO);
            await().atMost(PATIENCE).until(() -> traffic.verdict(third, living) == 200);
            assertThat(traffic.verdict(third, revoked)).isEqualTo(401);
            assertThat(traffic.verdict(third, early)).as("of a day to come").isEqualTo(401);
            nothingWasLostOrLetIn(test);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_bridge_that_cannot_ask_about_tokens_lets_nobody_in_and_goes_on_when_it_can(Fault fault) {
        TestAuthorization app = TestAuthorization.of(first).with("resource", first.resource("fetchs"));
        String token = app.tokens().getString("access_token");
        Answer opened = toBridge(token, "", INITIALIZE);
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        String session = opened.header("Mcp-Session-Id");
        Map<Integer, Integer> strangers = new ConcurrentHashMap<>();
        Map<Integer, Integer> owners = new ConcurrentHashMap<>();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        var load = Stream.of(
                        whileTrue(
                                goesOn,
                                () -> strangers.merge(
                                        toBridge("not-" + token, session, PING).status(), 1, Integer::sum)),
                        whileTrue(
                                goesOn,
                                () -> owners.merge(
                                        toBridge(token, session, PING).status(), 1, Integer::sum)))
                .toList();
        await().atMost(PATIENCE).until(() -> owners.containsKey(200) && strangers.containsKey(401));

        fault.of(toAuth);
        await().atMost(PATIENCE).until(() -> owners.containsKey(503) && strangers.containsKey(503));
        Answer refused = toBridge(token, session, PING);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        toAuth.mend();

        await().atMost(PATIENCE).until(() -> toBridge(token, session, PING).status() == 200);
        goesOn.set(false);
        load.forEach(CompletableFuture::join);
        assertThat(owners).containsOnlyKeys(200, 503);
        assertThat(strangers).containsOnlyKeys(401, 503);
    }

    /** What happens to a network. */
    private enum Fault {
        CUT,
        SILENT;

        void of(Cable cable) {
            if (this == CUT) {
                cable.cut();
            } else {
                cable.silence();
            }
        }
    }

    private static CompletableFuture<Void> whileTrue(AtomicBoolean goesOn, Runnable act) {
        return CompletableFuture.runAsync(
                () -> {
                    while (goesOn.get()) {
                        act.run();
                    }
                },
                Thread::startVirtualThread);
    }

    private static Answer toBridge(String token, String session, String message) {
        List<String> headers = new ArrayList<>(List.of(
                "Host",
                first.issuer().getRawAuthority(),
                "Accept",
                "application/json, text/event-stream",
                "Authorization",
                "Bearer " + token));
        if (!session.isEmpty()) {
            headers.addAll(List.of("Mcp-Session-Id", session));
        }
        return second.client().json("/services/fetchs/mcp", message, headers.toArray(String[]::new));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_replica_that_is_killed_takes_nothing_with_it(TestInfo test) {
        faultAt = System.nanoTime();
        second.kill();
        reliefAt = System.nanoTime();
        awaitMoreTraffic();

        assertKept(test, first);
        assertThat(traffic.answers("register")).containsKey(Traffic.NO_ANSWER);
    }

    private void redisIsKilled() {
        faultAt = System.nanoTime();
        redis.kill();
        await().atMost(PATIENCE).until(() -> traffic.answers("living").containsKey(503));
        reliefAt = System.nanoTime();
        redis.resume();
    }

    private void nothingWasLostOrLetIn(TestInfo test) {
        assertKept(test, first, second);
    }

    private void assertKept(TestInfo test, AuthServer... replicas) {
        for (AuthServer replica : replicas) {
            await().atMost(PATIENCE).until(() -> traffic.isRightAt(replica));
        }
        long recovered = System.nanoTime();
        awaitMoreTraffic();
        traffic.stop();
        long lost = traffic.lost();
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: down for {1} ms, refused {2} requests, lost {3} of {4} promises, right again {5} ms after relief",
                test.getTestMethod().orElseThrow().getName(),
                Long.toString((reliefAt - faultAt) / 1_000_000),
                Integer.toString(traffic.refused()),
                Long.toString(lost),
                Integer.toString(traffic.promised()),
                Long.toString((recovered - reliefAt) / 1_000_000));
        assertThat(traffic.answers("revoked").keySet()).isSubsetOf(401, 503, Traffic.NO_ANSWER);
        assertThat(traffic.answers("living").keySet()).isSubsetOf(200, 503, Traffic.NO_ANSWER);
        assertThat(lost).isZero();
        assertThat(traffic.isStillSignedIn()).isTrue();
    }

    private void awaitMoreTraffic() {
        int before = traffic.promised();
        await().atMost(PATIENCE).until(() -> traffic.promised() >= before + 60);
    }
}
