package org.mcpgateway.bridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Groups of processes that nothing but a signal to all of them can end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GroupSignalsTest {

    private static final String STUBBORN = "trap '' TERM; echo $$; while :; do sleep 5; done";
    private static final String OBEDIENT = "echo $$; while :; do sleep 0.05; done";

    private final GroupSignals signals = new GroupSignals();
    private final List<Long> groups = new ArrayList<>();

    @BeforeEach
    void needGroups() {
        Assumptions.assumeTrue(ProcessGroup.canBeMade(), "there are groups where there is setsid");
    }

    @AfterEach
    void end() {
        groups.forEach(signals::end);
        signals.close();
    }

    @Test
    void what_does_not_mind_being_asked_is_ended() throws IOException {
        long group = start(STUBBORN);

        signals.end(group);

        await().atMost(Duration.ofSeconds(5)).until(() -> !isThere(group));
    }

    @Test
    void what_is_asked_to_end_may_do_so_by_itself() throws IOException {
        long group = start(OBEDIENT);

        signals.terminate(group);

        await().atMost(Duration.ofSeconds(5)).until(() -> !isThere(group));
    }

    @Test
    void one_shell_serves_all_and_another_when_that_was_killed() throws IOException {
        signals.end(start(OBEDIENT));
        signals.end(start(OBEDIENT));
        List<ProcessHandle> shells = shells();
        assertThat(shells).hasSize(1);
        shells.getFirst().destroyForcibly();
        long group = start(STUBBORN);

        signals.end(group);

        await().atMost(Duration.ofSeconds(5)).until(() -> !isThere(group));
        assertThat(shells()).hasSize(1).doesNotContainAnyElementsOf(shells);
    }

    @Test
    void what_ends_later_than_the_bridge_leaves_no_shell() throws IOException {
        long group = start(STUBBORN);
        signals.close();

        signals.end(group);

        await().atMost(Duration.ofSeconds(5)).until(() -> !isThere(group) && shells().isEmpty());
    }

    @Test
    void a_thread_that_is_interrupted_ends_it_without_waiting() throws IOException {
        long group = start(STUBBORN);
        Thread.currentThread().interrupt();

        signals.end(group);

        assertThat(Thread.interrupted()).isTrue();
        await().atMost(Duration.ofSeconds(5)).until(() -> !isThere(group));
    }

    /** Starts a group, and gives its number when it is ready for signals. */
    private long start(String script) throws IOException {
        Process process =
                new ProcessBuilder(ProcessGroup.SETSID.toString(), ProcessGroup.SHELL.toString(), "-c", script).start();
        groups.add(process.pid());
        assertThat(process.inputReader().readLine()).isEqualTo(Long.toString(process.pid()));
        return process.pid();
    }

    /** By the system's own kill, which asks for the group without ending it. */
    private static boolean isThere(long group) throws IOException, InterruptedException {
        return new ProcessBuilder(ProcessGroup.SHELL.toString(), "-c", "kill -0 -" + group)
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    private static List<ProcessHandle> shells() {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().commandLine().orElse("").contains("mcp-signals"))
                .toList();
    }
}
