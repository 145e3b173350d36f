package org.mcpgateway.bridge.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.ChildSettings;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.ChildCommand;
import org.mcpgateway.bridge.server.ChildWatcher;
import org.mcpgateway.bridge.server.Children;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.StdioLink;
import org.mcpgateway.bridge.support.Heard;
import org.mcpgateway.bridge.support.TestServer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SupervisorTest {

    private static final Tenant ADA = new Tenant("notes", "ada");
    private static final Tenant GRACE = new Tenant("notes", "grace");

    private final Children children = new Children();
    private final BridgeMetrics metrics = new BridgeMetrics();
    private final AtomicInteger cleanedUp = new AtomicInteger();

    @AfterEach
    void stop() {
        children.stop();
    }

    @Test
    void a_user_has_no_more_children_than_are_allowed_and_others_still_may() {
        Supervisor supervisor = supervisor(10, 1, 10);
        start(supervisor, ADA);

        assertFull(supervisor, ADA, "you have too many");
        assertFull(supervisor, new Tenant("time", "ada"), "you have too many");
        start(supervisor, GRACE);
    }

    @Test
    void a_service_has_no_more_children_than_are_allowed_or_than_it_says_itself() {
        Supervisor supervisor = supervisor(10, 10, 2);
        start(supervisor, ADA);

        assertThatThrownBy(() -> supervisor.start(
                        new Supervisor.Start(ADA, OptionalInt.of(1), TestServer.command(), () -> {}), new Heard()))
                .isInstanceOf(ServerBusyException.class);
        start(supervisor, GRACE);
        assertFull(supervisor, new Tenant("notes", "linus"), "of this service");
    }

    @Test
    void there_are_no_more_children_in_all_than_are_allowed() {
        Supervisor supervisor = supervisor(1, 10, 10);
        start(supervisor, ADA);

        assertFull(supervisor, new Tenant("time", "grace"), "too many MCP servers are running");
    }

    @Test
    void a_child_that_is_gone_has_given_its_place_back() {
        Supervisor supervisor = supervisor(1, 1, 1);
        SupervisedChild child = start(supervisor, ADA);

        child.close();

        await().atMost(Duration.ofSeconds(20)).until(() -> supervisor.children() == 0);
        assertThat(supervisor.children("notes")).isZero();
        assertThat(cleanedUp).hasValue(1);
        start(supervisor, ADA);
    }

    @Test
    void a_spare_that_ended_before_it_was_taken_costs_its_user_no_place() {
        Supervisor supervisor = supervisor(10, 1, 10);
        SupervisedChild spare = start(supervisor, Tenant.spareOf("notes"));
        spare.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> supervisor.children() == 0);

        spare.passTo(ADA);

        assertThat(start(supervisor, ADA).pid()).isPositive();
    }

    @Test
    void a_child_that_keeps_ending_at_once_is_held_back_with_the_reason_and_the_service_is_down() {
        Supervisor supervisor = supervisor(10, 10, 10);
        for (int i = 1; i <= 4; i++) {
            int failures = i;
            supervisor.start(dying(ADA), new Heard());
            await().atMost(Duration.ofSeconds(20)).until(() -> cleanedUp.get() == failures);
        }

        assertThatThrownBy(() -> supervisor.start(dying(ADA), new Heard()))
                .isInstanceOfSatisfying(ServerBusyException.class, busy -> {
                    assertThat(busy.reason()).isEqualTo(ServerBusyException.Reason.FAILING);
                    assertThat(busy.retryAfterSeconds()).isPositive();
                    assertThat(busy).hasMessageContaining("exit code 7");
                });
        assertThat(supervisor.downReason("notes")).contains("it ended with exit code 7");
        assertThat(supervisor.isReady(GRACE)).isTrue();
    }

    @Test
    void a_child_that_ends_unasked_is_counted_however_long_it_ran_and_held_back_only_if_it_was_short() {
        var aged = new AgedChildren(Duration.ofSeconds(65));
        Supervisor supervisor = supervisor(aged, 10, 10, 10);

        for (int i = 1; i <= 4; i++) {
            int failures = i;
            supervisor.start(dying(ADA), new Heard());
            await().atMost(Duration.ofSeconds(20)).until(() -> cleanedUp.get() == failures);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(text()).contains("mcp_bridge_child_crashes_total{service=\"notes\"} 4.0"));
        SupervisedChild asked = start(supervisor, ADA);
        asked.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> cleanedUp.get() == 5);

        assertThat(text()).contains("mcp_bridge_child_crashes_total{service=\"notes\"} 4.0");
        aged.stop();
    }

    @Test
    void a_child_that_ends_unasked_at_once_is_counted_once() {
        Supervisor supervisor = supervisor(10, 10, 10);

        supervisor.start(dying(ADA), new Heard());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(text()).contains("mcp_bridge_child_crashes_total{service=\"notes\"} 1.0"));
    }

    private SupervisedChild start(Supervisor supervisor, Tenant tenant) {
        return supervisor.start(
                new Supervisor.Start(tenant, OptionalInt.empty(), TestServer.command(), cleanedUp::incrementAndGet),
                new Heard());
    }

    private Supervisor.Start dying(Tenant tenant) {
        return new Supervisor.Start(
                tenant, OptionalInt.empty(), TestServer.command("--die", "7"), cleanedUp::incrementAndGet);
    }

    private void assertFull(Supervisor supervisor, Tenant tenant, String reason) {
        assertThatThrownBy(() -> start(supervisor, tenant))
                .isInstanceOfSatisfying(ServerBusyException.class, busy -> {
                    assertThat(busy.reason()).isEqualTo(ServerBusyException.Reason.FULL);
                    assertThat(busy.retryAfterSeconds()).isPositive();
                })
                .hasMessageContaining(reason);
    }

    private Supervisor supervisor(int all, int perUser, int perService) {
        return supervisor(children, all, perUser, perService);
    }

    private Supervisor supervisor(Children of, int all, int perUser, int perService) {
        return new Supervisor(of, new ChildSettings(all, perUser, perService, 16, Duration.ofMinutes(1)), metrics);
    }

    private String text() {
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }

    /** Children that are taken to have lived longer than they did. */
    private static final class AgedChildren extends Children {

        private final Duration age;

        AgedChildren(Duration age) {
            this.age = age;
        }

        @Override
        public StdioLink open(ChildCommand command, LinkListener listener, ChildWatcher watcher) {
            return super.open(command, listener, new ChildWatcher() {
                @Override
                public void spoke() {
                    watcher.spoke();
                }

                @Override
                public void gone(End end) {
                    watcher.gone(new End(end.asked(), end.spoke(), end.lived().plus(age), end.exitCode()));
                }
            });
        }
    }
}
