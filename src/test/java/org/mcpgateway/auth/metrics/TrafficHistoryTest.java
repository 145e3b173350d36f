package org.mcpgateway.auth.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.metrics.TrafficHistory.Slot;
import org.mcpgateway.auth.metrics.TrafficHistory.Step;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClock;
import org.redisson.client.codec.StringCodec;

/** On a Redis of its own: what others count in the shared one would be in the sums. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrafficHistoryTest {

    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private final TestClock clock = new TestClock();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final GatewayMetrics others = new GatewayMetrics();

    @Test
    void replicas_add_up_and_what_this_one_has_not_written_yet_is_seen() {
        try (RedisServer redis = RedisServer.start()) {
            TrafficHistory history = history(redis, metrics);
            TrafficHistory other = history(redis, others);
            answer(metrics, 200, 3);
            answer(others, 401, 2);
            others.happened("token_refused");
            history.write();
            other.write();
            answer(metrics, 503, 1);

            for (Step step : Step.values()) {
                Totals now = current(history, step);
                assertThat(now.all().answers()).isEqualTo(6);
                assertThat(now.all().refused()).isEqualTo(2);
                assertThat(now.all().failed()).isEqualTo(1);
                assertThat(now.events("token_refused")).isEqualTo(1);
                assertThat(current(other, step).all().answers()).isEqualTo(5);
            }
            assertThat(current(other, Step.HOUR).byEndpoint().sequencedKeySet()).containsExactly("verify");
            assertThat(current(other, Step.MINUTE).byEndpoint().sequencedKeySet())
                    .containsExactly("all");
        }
    }

    @Test
    void each_minute_and_hour_has_its_own_and_nothing_is_written_twice() {
        try (RedisServer redis = RedisServer.start()) {
            clock.advance(Duration.ofSeconds(HOUR - clock.instant().getEpochSecond() % HOUR));
            TrafficHistory history = history(redis, metrics);
            answer(metrics, 200, 1);
            clock.advance(Duration.ofMinutes(1));
            history.write();
            history.write();
            answer(metrics, 200, 2);
            clock.advance(Duration.ofMinutes(59));
            history.write();
            answer(metrics, 200, 4);

            List<Slot> hours = history.last(Step.HOUR);

            assertThat(hours).hasSize(24);
            assertThat(answers(hours.subList(22, 24))).containsExactly(3L, 4L);
            assertThat(answers(history.last(Step.MINUTE)))
                    .hasSize(60)
                    .startsWith(2L)
                    .endsWith(4L);
            clock.advance(Duration.ofDays(2));
            assertThat(answers(history.last(Step.HOUR))).containsOnly(0L);
        }
    }

    @Test
    void what_is_kept_ends_by_itself() {
        try (RedisServer redis = RedisServer.start()) {
            TrafficHistory history = history(redis, metrics);
            answer(metrics, 200, 1);
            history.write();

            long now = clock.instant().getEpochSecond();
            assertThat(secondsLeft(redis, RedisKeys.trafficOfMinute(now - now % MINUTE)))
                    .isBetween(HOUR, 2 * HOUR);
            assertThat(secondsLeft(redis, RedisKeys.trafficOfHour(now - now % HOUR)))
                    .isBetween(25 * HOUR, 48 * HOUR);
            assertThat(redis.client().getKeys().count()).isEqualTo(2);
        }
    }

    @Test
    void what_redis_did_not_take_waits_and_no_longer_than_an_hour() {
        try (RedisServer redis = RedisServer.start()) {
            TrafficHistory history = history(redis, metrics);
            redis.interrupt();
            answer(metrics, 200, 1);
            history.write();
            var waiting = Waiting.from(clock.instant(), Totals.NONE);
            for (int minute = 0; minute < 100; minute++) {
                answer(others, 200, 1);
                clock.advance(Duration.ofMinutes(1));
                waiting = waiting.until(clock.instant(), others.totals());
            }
            redis.resume();
            clock.advance(Duration.ofMinutes(-100));

            assertThat(waiting.minutes()).hasSize(60);
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                history.write();
                return current(history(redis, new GatewayMetrics()), Step.MINUTE)
                                .all()
                                .answers()
                        == 1;
            });
        }
    }

    @Test
    void shares_are_of_all_answers_and_endpoints_come_by_how_busy_they_are() {
        metrics.answered("/verify", 200, TimeUnit.MICROSECONDS.toNanos(300));
        metrics.answered("/verify", 200, TimeUnit.MICROSECONDS.toNanos(300));
        metrics.answered("/token", 400, TimeUnit.SECONDS.toNanos(20));

        Totals totals = metrics.totals();

        assertThat(totals.all().median()).isEqualTo(0.0005);
        assertThat(totals.all().slowest()).isInfinite();
        assertThat(totals.byEndpoint().sequencedKeySet()).containsExactly("verify", "token");
        assertThat(totals.byEndpoint().get("token").refused()).isEqualTo(1);
        assertThat(Totals.NONE.all()).isEqualTo(new Figures(0, 0, 0, 0, 0));
    }

    private TrafficHistory history(RedisServer redis, GatewayMetrics counted) {
        return new TrafficHistory(counted, redis.client(), clock);
    }

    private static void answer(GatewayMetrics metrics, int status, int times) {
        for (int i = 0; i < times; i++) {
            metrics.answered("/verify", status, TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static Totals current(TrafficHistory history, Step step) {
        return history.last(step).getLast().totals();
    }

    private static List<Long> answers(List<Slot> slots) {
        return slots.stream().map(slot -> slot.totals().all().answers()).toList();
    }

    private static long secondsLeft(RedisServer redis, String key) {
        return Duration.ofMillis(
                        redis.client().getMap(key, StringCodec.INSTANCE).remainTimeToLive())
                .toSeconds();
    }
}
