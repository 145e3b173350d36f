package org.mcpgateway.bridge.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.server.ServerBusyException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void who_cannot_have_a_turn_in_time_is_told_when_to_come_back() {
        Starts starts = new Starts(1, Duration.ofMillis(1), LONG);
        starts.begin("first");

        assertThatThrownBy(() -> starts.begin("second"))
                .isInstanceOfSatisfying(ServerBusyException.class, busy -> {
                    assertThat(busy.reason()).isEqualTo(ServerBusyException.Reason.FULL);
                    assertThat(busy.retryAfterSeconds()).isPositive();
                })
                .hasMessageContaining("are starting");
    }

    @Test
    void one_that_has_spoken_or_is_gone_makes_room_once() {
        Starts starts = new Starts(1, Duration.ofMillis(1), LONG);
        starts.begin("first");
        starts.end("first");
        starts.end("first");

        starts.begin("second");

        assertThatThrownBy(() -> starts.begin("third")).isInstanceOf(ServerBusyException.class);
    }

    @Test
    void who_waits_has_a_turn_when_another_has_started() {
        Starts starts = new Starts(1, LONG, LONG);
        starts.begin("first");
        var second = CompletableFuture.runAsync(() -> starts.begin("second"), Thread::startVirtualThread);

        starts.end("first");

        assertThat(second).succeedsWithin(LONG);
    }

    @Test
    void one_that_stays_silent_does_not_hold_up_the_others_for_long() {
        Starts starts = new Starts(1, LONG, Duration.ofMillis(100));
        starts.begin("silent");

        assertThat(CompletableFuture.runAsync(() -> starts.begin("next"), Thread::startVirtualThread))
                .succeedsWithin(LONG);
    }
}
