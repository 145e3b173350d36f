package org.mcpgateway.bridge.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.bridge.server.ServerBusyException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackOffTest {

    private static final Tenant ADA = new Tenant("notes", "ada");
    private static final Tenant GRACE = new Tenant("notes", "grace");
    private static final Tenant LINUS = new Tenant("notes", "linus");

    private long now = -5;
    private final BackOff backOff = new BackOff(Duration.ofSeconds(60), () -> now);

    @ParameterizedTest
    @CsvSource({"4,1", "5,2", "6,4", "9,32", "10,60", "50,60"})
    void each_failure_after_the_third_doubles_the_wait_up_to_the_ceiling(int failures, long seconds) {
        fail(ADA, failures, false);

        assertThatThrownBy(() -> backOff.requireReady(ADA)).isInstanceOfSatisfying(ServerBusyException.class, busy -> {
            assertThat(busy.retryAfterSeconds()).isEqualTo(seconds);
            assertThat(busy).hasMessageContaining("exit code 3");
        });
        now += Duration.ofSeconds(seconds).toNanos();
        assertThatCode(() -> backOff.requireReady(ADA)).doesNotThrowAnyException();
    }

    @Test
    void three_failures_are_free() {
        fail(ADA, 3, true);

        assertThatCode(() -> backOff.requireReady(ADA)).doesNotThrowAnyException();
    }

    @Test
    void one_user_s_failures_hold_back_nobody_else() {
        fail(ADA, 20, true);

        assertThatCode(() -> backOff.requireReady(GRACE)).doesNotThrowAnyException();
    }

    @Test
    void a_service_that_starts_for_none_of_several_users_is_held_back_for_all() {
        fail(ADA, 2, true);
        fail(GRACE, 2, true);

        assertThatThrownBy(() -> backOff.requireReady(LINUS)).isInstanceOf(ServerBusyException.class);
        assertThat(backOff.downReason("notes")).contains("it ended with exit code 3");
    }

    @Test
    void crashes_of_children_that_had_started_well_do_not_hold_back_the_service() {
        fail(ADA, 10, false);
        fail(GRACE, 10, false);

        assertThatCode(() -> backOff.requireReady(LINUS)).doesNotThrowAnyException();
        assertThat(backOff.downReason("notes")).isEmpty();
    }

    @Test
    void a_first_word_lifts_it_from_the_service() {
        fail(ADA, 2, true);
        fail(GRACE, 2, true);

        backOff.started("notes");

        assertThatCode(() -> backOff.requireReady(LINUS)).doesNotThrowAnyException();
        assertThat(backOff.downReason("notes")).isEmpty();
    }

    @Test
    void a_good_end_lifts_it_from_the_user() {
        fail(ADA, 10, false);

        backOff.worked(ADA);

        assertThatCode(() -> backOff.requireReady(ADA)).doesNotThrowAnyException();
    }

    private void fail(Tenant tenant, int times, boolean atStart) {
        for (int i = 0; i < times; i++) {
            backOff.failed(tenant, atStart, "it ended with exit code 3");
        }
    }
}
