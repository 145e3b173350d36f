package org.mcpgateway.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.BridgeConfig;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RoomTest {

    private static final SessionKey ADA = new SessionKey("notes", "ada");

    @Test
    void each_limit_refuses_alone_and_what_was_refused_took_nothing() {
        Room room = room(3, 2, 2);
        room.take(ADA);
        room.take(new SessionKey("time", "ada"));

        assertFull(room, new SessionKey("fetch", "ada"));
        room.take(new SessionKey("notes", "grace"));
        assertFull(room, new SessionKey("notes", "linus"));
        assertFull(room, new SessionKey("fetch", "linus"));

        room.give(ADA);
        room.take(new SessionKey("notes", "linus"));
    }

    @Test
    void many_who_come_at_once_get_exactly_what_there_is() throws Exception {
        Room room = room(1_000, 1_000, 300);
        Callable<Integer> greedy = () -> (int) IntStream.range(0, 100)
                .filter(i -> {
                    try {
                        room.take(ADA);
                        return true;
                    } catch (SessionLimitException e) {
                        return false;
                    }
                })
                .count();
        try (var threads = Executors.newFixedThreadPool(8)) {
            int taken = 0;
            for (Future<Integer> one : threads.invokeAll(List.of(greedy, greedy, greedy, greedy, greedy, greedy))) {
                taken += one.get();
            }
            assertThat(taken).isEqualTo(300);
        }
        IntStream.range(0, 300).forEach(i -> room.give(ADA));
        room.take(ADA);
    }

    private static void assertFull(Room room, SessionKey key) {
        assertThatThrownBy(() -> room.take(key)).isInstanceOf(SessionLimitException.class);
    }

    private static Room room(int all, int perUser, int perService) {
        return new Room(new BridgeConfig.LimitSettings(
                Duration.ofMinutes(5), Duration.ZERO, all, perUser, perService, 64, 1 << 20, Duration.ofMinutes(1)));
    }
}
