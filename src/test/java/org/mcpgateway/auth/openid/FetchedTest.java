package org.mcpgateway.auth.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.support.TestClock;

/** What is fetched of a provider, how often, and what happens while the provider is down. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FetchedTest {

    private final TestClock clock = new TestClock();
    private final AtomicInteger fetches = new AtomicInteger();

    @Test
    void after_a_failure_nobody_asks_for_three_seconds() {
        Fetched<Integer> down = fetched(() -> {
            fetches.incrementAndGet();
            throw OAuthException.accessDenied("no").withDetail("answered 503");
        });
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(down::value)
                    .isInstanceOfSatisfying(
                            OAuthException.class,
                            e -> assertThat(e.retryAfter()).isPresent());
        }
        assertThat(fetches).hasValue(1);

        clock.advance(Duration.ofSeconds(3));

        assertThatThrownBy(down::value).isInstanceOf(OAuthException.class);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void what_was_fetched_is_used_for_an_hour() {
        Fetched<Integer> counter = fetched(fetches::incrementAndGet);

        assertThat(counter.known()).isEmpty();
        assertThat(counter.value()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(59));
        assertThat(counter.value()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(counter.known()).isEmpty();
        assertThat(counter.value()).isEqualTo(2);
        assertThat(counter.fetchedAnew()).isEqualTo(3);
    }

    @Test
    void many_who_need_it_at_once_wait_for_one_fetch() throws Exception {
        CountDownLatch everybodyIsThere = new CountDownLatch(20);
        Fetched<Integer> slow = fetched(fetches::incrementAndGet);
        Callable<Integer> use = () -> {
            everybodyIsThere.countDown();
            everybodyIsThere.await();
            return slow.value();
        };

        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> values =
                    IntStream.range(0, 20).mapToObj(i -> people.submit(use)).toList();
            for (Future<Integer> value : values) {
                assertThat(value.get()).isEqualTo(1);
            }
        }
        assertThat(fetches).hasValue(1);
    }

    private <T> Fetched<T> fetched(Supplier<T> source) {
        return new Fetched<>("corp", source, clock);
    }
}
