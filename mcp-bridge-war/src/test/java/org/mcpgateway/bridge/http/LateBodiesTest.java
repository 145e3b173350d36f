package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.support.Property;
import org.mcpgateway.bridge.support.Trickle;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LateBodiesTest {

    private final LateBodies bodies = new LateBodies(new BridgeMetrics());

    @Test
    void a_body_is_what_came_in_whatever_pieces_or_its_beginning_where_it_is_longer() {
        Property.holds(50, draw -> {
            byte[] sent = new byte[draw.below(40_000)];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) i;
            }
            int limit = 1 + draw.below(40_000);
            try {
                assertThat(bodies.read(new Trickle(sent, draw), limit, "ada"))
                        .isEqualTo(Arrays.copyOf(sent, Math.min(limit, sent.length)));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void a_body_that_does_not_come_in_time_is_refused() {
        LateBodies impatient = new LateBodies(new BridgeMetrics(), Duration.ZERO);

        assertThatThrownBy(() -> impatient.read(new ByteArrayInputStream(new byte[1]), 2, "ada"))
                .isInstanceOf(RefusedBodyException.class)
                .extracting(e -> ((RefusedBodyException) e).status())
                .isEqualTo(408);
    }

    @Test
    void a_body_that_ends_with_its_time_is_taken() throws Exception {
        LateBodies impatient = new LateBodies(new BridgeMetrics(), Duration.ZERO);

        assertThat(impatient.read(new ByteArrayInputStream(new byte[2]), 2, "ada"))
                .hasSize(2);
    }

    @Test
    void many_users_together_have_room_for_a_hundred_bodies_and_leave_it_when_they_are_read() throws Exception {
        CountDownLatch reading = new CountDownLatch(100);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                String user = i < 50 ? "" : "user" + i;
                readers.submit(() -> bodies.read(endingWith(reading, end), 2, user));
            }
            reading.await();

            assertThatThrownBy(() -> bodies.read(InputStream.nullInputStream(), 2, "ada"))
                    .isInstanceOf(RefusedBodyException.class)
                    .extracting(e -> ((RefusedBodyException) e).status())
                    .isEqualTo(503);
            end.countDown();
        }

        assertThat(bodies.read(InputStream.nullInputStream(), 2, "ada")).isEmpty();
    }

    private static InputStream endingWith(CountDownLatch reading, CountDownLatch end) {
        return new InputStream() {
            @Override
            public int read() {
                reading.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
        };
    }
}
