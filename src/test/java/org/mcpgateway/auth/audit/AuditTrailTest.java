package org.mcpgateway.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.config.AuditSettings;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.RedisMonitor;
import org.mcpgateway.auth.support.RedisServer;

/** Nobody waits for the trail: neither a request, nor memory when Redis does not take it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditTrailTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RedisServer redis = RedisServer.shared();
    private final AuditTrail trail =
            new AuditTrail(redis.client(), new AuditSettings(100_000, Duration.ofDays(1)), Clock.systemUTC());

    @AfterEach
    void nothing_is_left() {
        redis.client().getKeys().delete(RedisKeys.AUDIT);
    }

    @Test
    void events_of_a_busy_moment_are_kept_in_their_order_by_a_few_commands() throws IOException {
        try (var monitor = new RedisMonitor(redis)) {
            add(0, 1000);

            await().atMost(PATIENCE).until(() -> trail.size() == 1000);
            assertThat(trail.search(Optional.empty(), Instant.EPOCH, 1000, event -> true)
                            .items())
                    .extracting(event -> event.getInt("number"))
                    .isEqualTo(
                            IntStream.range(0, 1000).map(i -> 999 - i).boxed().toList());
            assertThat(monitor.commands())
                    .filteredOn(command -> command.startsWith("\"XTRIM\""))
                    .hasSizeLessThan(100);
        }
    }

    @Test
    void of_those_that_a_silent_redis_does_not_take_only_some_wait_and_later_ones_are_kept() {
        redis.pause();
        try {
            add(0, 30_000);
        } finally {
            redis.goOn();
        }

        await().atMost(PATIENCE).until(() -> {
            add(30_000, 30_001);
            return !trail.search(Optional.empty(), Instant.EPOCH, 1, event -> event.getInt("number") == 30_000)
                    .items()
                    .isEmpty();
        });
        assertThat(trail.size()).isLessThan(12_000);
    }

    private void add(int from, int to) {
        IntStream.range(from, to).forEach(number -> trail.add("{\"number\":" + number + "}"));
    }
}
