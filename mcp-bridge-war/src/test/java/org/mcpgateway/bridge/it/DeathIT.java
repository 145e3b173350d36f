package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.bridge.it.ReplicaIT.stateless;
import static org.mcpgateway.bridge.support.RawClient.call;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.Events;
import org.mcpgateway.bridge.support.RawClient;
import org.redisson.api.RedissonClient;

/** Clients that go without a word, and a replica that does: one with a short idle time, which is killed at last. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(OrderAnnotation.class)
class DeathIT {

    private static final String LATEST = "2025-11-25";
    private static final int SESSIONS = 1000;

    private static BridgeServer mortal;

    @BeforeAll
    static void one_more_replica_starts() {
        Map<String, String> settings = Map.of(
                "MCP_SESSION_IDLE_TIMEOUT", "8", // longer than a busy machine needs between two calls
                "MCP_MAX_SESSIONS", "2000",
                "MCP_MAX_SESSIONS_PER_SERVICE", "2000",
                "MCP_MAX_CHILDREN", "2000",
                "MCP_MAX_CHILDREN_PER_SERVICE", "2000");
        mortal = BridgeServer.replica(Replicas.shared().redis(), settings);
        mortal.awaitReady();
    }

    @AfterAll
    static void it_stops() {
        mortal.close();
    }

    @Test
    @Order(1)
    void a_thousand_sessions_dropped_without_a_word_leave_no_process_no_file_and_no_key() throws Exception {
        open(20);
        awaitNothingLeft(List.of());
        long files = mortal.openFiles();

        List<String> sessions = open(SESSIONS);

        assertThat(sessions).doesNotHaveDuplicates().hasSize(SESSIONS);
        awaitNothingLeft(sessions);
        // Pooled connections of the server and of this client come and go.
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(mortal.openFiles()).isLessThan(files + 50));
    }

    @Test
    @Order(2)
    void a_replica_that_is_killed_takes_its_sessions_and_children_along_and_clients_start_anew() throws Exception {
        RawClient there = new RawClient(mortal, "ada");
        RawClient here = new RawClient(Replicas.shared().one(), "ada");
        String session = there.open(LATEST);

        try (Events events = here.listen(session)) {
            assertThat(events.next()).isPresent();
            assertThat(here.post(session, call(1, "say", "\"text\":\"alive\"")).body())
                    .contains("alive");
            String server = stateless(there, 1, "pid", "").body();
            assertThat(stateless(here, 1, "pid", "").body()).isEqualTo(server);
            List<ProcessHandle> children = mortal.children();
            assertThat(children).hasSizeGreaterThanOrEqualTo(2);

            mortal.kill();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(stateless(here, 1, "pid", "").body())
                                    .contains("\"text\"")
                                    .isNotEqualTo(server));
            assertThat(events.rest()).isEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    here.post(session, call(2, "say", "")).status())
                            .isEqualTo(404));
            assertThat(here.get(session).status()).isEqualTo(404);
            assertThat(here.delete(session).status()).isEqualTo(404);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
        }
        assertThat(here.post(here.open(LATEST), call(1, "say", "\"text\":\"anew\""))
                        .body())
                .contains("anew");
    }

    /** Opens sessions, each of a user of its own; every tenth of them has something to be replayed. */
    private static List<String> open(int count) throws Exception {
        try (var clients = Executors.newFixedThreadPool(8)) {
            List<Future<String>> opened = IntStream.range(0, count)
                    .mapToObj(i -> clients.submit(() -> open(new RawClient(mortal, "user " + i), i % 10 == 0)))
                    .toList();
            List<String> sessions = new ArrayList<>();
            for (Future<String> session : opened) {
                sessions.add(session.get(5, TimeUnit.MINUTES));
            }
            return sessions;
        }
    }

    private static String open(RawClient client, boolean streams) throws IOException {
        String session = client.open(LATEST);
        if (streams) {
            try (Events events = client.stream(session, call(1, "count", "\"until\":\"/\""))) {
                assertThat(events.rest()).hasSize(7);
            }
        }
        return session;
    }

    private static void awaitNothingLeft(List<String> sessions) {
        RedissonClient redis = Replicas.shared().redis().client();
        String[] keys = sessions.stream()
                .flatMap(id -> Stream.of(RedisKeys.sessionState(id), RedisKeys.sessionMessages(id)))
                .toArray(String[]::new);
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            assertThat(mortal.children()).isEmpty();
            assertThat(keys.length == 0 ? 0 : redis.getKeys().countExists(keys)).isZero();
        });
    }
}
