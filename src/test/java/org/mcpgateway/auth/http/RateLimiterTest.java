package org.mcpgateway.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.http.RateLimiter.Limit;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestEvents;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RateLimiterTest {

    private final TestEvents<LimitExceeded> events = new TestEvents<>();
    private final RateLimiter limiter = new RateLimiter(RedisServer.shared().client(), events);
    private final String subject = UUID.randomUUID().toString();

    @Test
    void one_more_than_the_permits_is_refused_with_the_time_to_wait() {
        var limit = new Limit("test", 3, Duration.ofHours(1));
        IntStream.range(0, 3).forEach(i -> limiter.spend(limit, subject));

        assertThatThrownBy(() -> limiter.spend(limit, subject))
                .isInstanceOfSatisfying(OAuthException.class, refusal -> {
                    assertThat(refusal.error()).isEqualTo(OAuthError.TOO_MANY_REQUESTS);
                    assertThat(refusal.retryAfter().orElseThrow())
                            .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(21));
                });
        assertThat(events.fired()).containsExactly(new LimitExceeded("test", Sha256.of(subject)));
    }

    @Test
    void what_is_refused_costs_no_permit() {
        var limit = new Limit("test", 1, Duration.ofSeconds(1));
        limiter.spend(limit, subject);
        IntStream.range(0, 20)
                .forEach(i ->
                        assertThatThrownBy(() -> limiter.spend(limit, subject)).isInstanceOf(OAuthException.class));

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThatCode(() -> limiter.spend(limit, subject)).doesNotThrowAnyException());
    }

    @Test
    void replicas_that_ask_at_once_share_the_permits() throws Exception {
        var limit = new Limit("test", 10, Duration.ofHours(1));
        var replicas =
                new RateLimiter[] {limiter, new RateLimiter(RedisServer.shared().client(), events)};
        try (var threads = Executors.newFixedThreadPool(8)) {
            var attempts = IntStream.range(0, 60)
                    .mapToObj(i -> threads.submit(() -> isAllowed(replicas[i % 2], limit)))
                    .toList();
            int allowed = 0;
            for (Future<Boolean> attempt : attempts) {
                allowed += attempt.get() ? 1 : 0;
            }
            assertThat(allowed).isEqualTo(10);
        }
    }

    @Test
    void looking_takes_no_permit() {
        var limit = new Limit("test", 1, Duration.ofHours(1));
        limiter.requireLeft(limit, subject);
        limiter.requireLeft(limit, subject);
        limiter.spend(limit, subject);

        assertThatThrownBy(() -> limiter.requireLeft(limit, subject)).isInstanceOf(OAuthException.class);
    }

    @Test
    void one_subject_does_not_use_up_what_another_has() {
        var limit = new Limit("test", 1, Duration.ofHours(1));
        limiter.spend(limit, subject);

        assertThatCode(() -> limiter.spend(limit, subject + "x")).doesNotThrowAnyException();
    }

    @Test
    void no_permits_mean_no_limit() {
        var limit = new Limit("test", 0, Duration.ofHours(1));

        assertThatCode(() -> IntStream.range(0, 100).forEach(i -> limiter.spend(limit, subject)))
                .doesNotThrowAnyException();
    }

    private boolean isAllowed(RateLimiter replica, Limit limit) {
        try {
            replica.spend(limit, subject);
            return true;
        } catch (OAuthException e) {
            return false;
        }
    }
}
