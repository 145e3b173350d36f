package org.mcpgateway.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.support.RedisServer;

/** Against a real Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SessionSettings.Replay BOUNDS = new SessionSettings.Replay(3, 1000, Duration.ofMinutes(5));

    private static RedisServer redis;

    private final String session = UUID.randomUUID().toString();
    private final ReplayStore store =
            new ReplayStore(redis.injected(), new SessionSettings(Optional.empty(), Optional.empty(), BOUNDS, false));
    private final ReplayLog log = new ReplayLog(session, BOUNDS, store);

    ReplayStoreTest() {
        store.start();
    }

    @BeforeAll
    static void redis_starts() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void redis_stops() {
        redis.close();
    }

    @AfterEach
    void the_store_stops() {
        store.stop();
    }

    @Test
    void messages_move_to_redis_and_come_back_in_order() throws IOException {
        append("a", 1, "one ☃");
        append("b", 1, "other");
        append("a", 2, "two");

        await().atMost(PATIENCE).until(() -> kept() == 3 && store.memory() == 0);
        assertThat(texts(log.after("a", 0))).containsExactly("one ☃", "two");
        assertThat(redis.client().getBucket(key()).remainTimeToLive()).isBetween(1L, 300_000L);
    }

    @Test
    void what_is_out_of_bounds_leaves_redis() {
        for (int i = 1; i <= 3; i++) {
            append("a", i, "message " + i);
        }
        await().atMost(PATIENCE).until(() -> kept() == 3);

        append("a", 4, "message 4");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.client().getMap(key()).readAllKeySet())
                        .hasSize(3)
                        .contains("a-4")
                        .doesNotContain("a-1"));
    }

    @Test
    void the_end_of_a_session_leaves_no_key() {
        append("a", 1, "one");
        await().atMost(PATIENCE).until(() -> kept() == 1);

        log.close();

        await().atMost(PATIENCE).until(() -> !redis.client().getBucket(key()).isExists());
    }

    @Test
    void messages_wait_in_memory_while_redis_is_away() throws IOException {
        append("a", 1, "before");
        await().atMost(PATIENCE).until(() -> store.memory() == 0);

        redis.stop();
        try {
            append("a", 2, "meanwhile");
            assertThat(texts(log.after("a", 1))).containsExactly("meanwhile");
            assertThatThrownBy(() -> log.after("a", 0)).isInstanceOf(IOException.class);
        } finally {
            redis.startAgain();
        }

        await().atMost(PATIENCE).until(() -> store.memory() == 0);
        assertThat(texts(log.after("a", 0))).containsExactly("before", "meanwhile");
    }

    private int kept() {
        return redis.client().getMap(key()).size();
    }

    private String key() {
        return RedisKeys.sessionMessages(session);
    }

    private void append(String stream, long number, String message) {
        log.append(stream, number, message.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(List<ReplayLog.Logged> logged) {
        return logged.stream()
                .map(one -> new String(one.message(), StandardCharsets.UTF_8))
                .toList();
    }
}
