package org.mcpgateway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchdogTest {

    @Test
    void it_leaves_a_child_alone_when_it_is_closed() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        Watchdog watchdog = Watchdog.start();
        watchdog.guard(child);

        watchdog.close();

        assertThat(child.isAlive()).isTrue();
        child.destroyForcibly().waitFor();
    }

    @Test
    void a_child_that_it_can_no_longer_guard_is_ended() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        Watchdog watchdog = Watchdog.start();
        watchdog.close();

        assertThatThrownBy(() -> watchdog.guard(child)).isInstanceOf(IOException.class);

        assertThat(child.isAlive()).isFalse();
    }
}
