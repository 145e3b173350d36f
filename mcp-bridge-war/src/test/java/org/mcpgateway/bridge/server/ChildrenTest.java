package org.mcpgateway.bridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.support.Heard;
import org.mcpgateway.bridge.support.TestServer;

/** Real children at their worst. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChildrenTest {

    private final Children children = new Children();
    private final Heard heard = new Heard();

    @AfterEach
    void stop() {
        children.stop();
    }

    @Test
    void a_program_that_is_not_there_is_said_to_be_unstartable_without_its_path() {
        ChildCommand nothing = new ChildCommand(
                "test/1", List.of("/no/such/program"), Map.of(), Optional.empty(), 1024, ResourceLimits.NONE);

        assertThatThrownBy(() -> children.open(nothing, heard, heard))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageNotContaining("/no/such");
    }

    @Test
    void an_answer_that_is_too_long_becomes_an_error_and_the_child_goes_on() {
        StdioLink link = open();

        JsonObject answer = heard.ask(link, 1, "long", "{\"bytes\":20000000}");

        assertThat(answer.getInt("id")).isEqualTo(1);
        assertThat(answer.getJsonObject("error").getString("message")).contains("longer than 65536 bytes");
        assertThat(heard.ask(link, 2, "echo", "{}").getInt("id")).isEqualTo(2);
    }

    @Test
    void a_request_of_the_child_that_is_too_long_is_answered_with_an_error() {
        JsonObject answer = heard.ask(open(), 1, "ask-too-long", "{\"bytes\":100000}");

        JsonObject told = answer.getJsonObject("result").getJsonObject("told");
        assertThat(told.getString("id")).isEqualTo("q1");
        assertThat(told).containsKey("error");
    }

    @Test
    void garbage_between_messages_is_skipped() {
        assertThat(heard.ask(open(), 1, "garbage", "{}").getInt("id")).isEqualTo(1);
    }

    @Test
    void three_hundred_kilobytes_of_errors_hold_nothing_up() {
        assertThat(heard.ask(open(), 1, "stderr", "{}").getInt("id")).isEqualTo(1);
    }

    @Test
    void a_child_that_crashes_is_told_at_once_with_its_exit_code() {
        StdioLink link = open();
        heard.ask(link, 1, "echo", "{}");
        Heard.send(link, 2, "crash", "{}");

        assertThat(heard.closedBecause()).contains("ended");
        ChildWatcher.End end = heard.end();
        assertThat(end.exitCode()).isEqualTo(3);
        assertThat(end.asked()).isFalse();
        assertThat(end.spoke()).isTrue();
        assertThatThrownBy(() -> Heard.send(link, 3, "echo", "{}")).isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    void a_child_that_does_not_read_holds_nobody_up_and_still_ends() {
        StdioLink link = open();
        Heard.send(link, 1, "hang", "{}");
        byte[] message =
                ("{\"jsonrpc\":\"2.0\",\"method\":\"" + "x".repeat(30_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> IntStream.range(0, 100).forEach(i -> link.send(message)))
                .isInstanceOfSatisfying(
                        ServerBusyException.class,
                        busy -> assertThat(busy.reason()).isEqualTo(ServerBusyException.Reason.STUCK));

        link.close();
        assertThat(heard.end().asked()).isTrue();
        assertThat(isAlive(link.pid())).isFalse();
    }

    @Test
    void a_child_that_ignores_the_end_of_its_input_and_sigterm_is_killed() {
        StdioLink link = open();
        heard.ask(link, 1, "stubborn", "{}");

        link.close();

        assertThat(heard.end().exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void a_child_that_minds_the_end_of_its_input_ends_by_itself() {
        StdioLink link = open();
        heard.ask(link, 1, "echo", "{}");

        link.close();

        assertThat(heard.end().exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "spawn-detached"})
    void what_a_child_has_started_ends_with_it(String how) {
        StdioLink link = open();
        long grandchild = heard.ask(link, 1, how, "{}").getJsonObject("result").getInt("pid");
        assertThat(isAlive(grandchild)).isTrue();

        link.close();

        await().atMost(Duration.ofSeconds(20)).until(() -> !isAlive(grandchild));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spawn", "spawn-detached"})
    void a_crash_is_told_although_what_the_child_has_started_holds_its_output(String how) {
        StdioLink link = open();
        long grandchild = heard.ask(link, 1, how, "{}").getJsonObject("result").getInt("pid");

        Heard.send(link, 2, "crash", "{}");

        assertThat(heard.closedBecause()).contains("ended");
        await().atMost(Duration.ofSeconds(20)).until(() -> !isAlive(grandchild));
    }

    @Test
    void a_child_gets_nothing_of_the_bridge_s_environment_but_what_a_program_needs() {
        List<String> telling =
                List.of("/bin/sh", "-c", "printf '{\"names\":\"%s\"}\\n' \"$(env | cut -d= -f1 | tr '\\n' ' ')\"");
        children.open(
                new ChildCommand("test/1", telling, Map.of("OWN", "x"), Optional.empty(), 4096, ResourceLimits.NONE),
                heard,
                heard);

        assertThat(heard.next().getString("names").split(" "))
                .contains("PATH", "OWN", ChildMarks.VARIABLE)
                .isSubsetOf("PATH", "HOME", "LANG", "TMPDIR", "OWN", ChildMarks.VARIABLE, "PWD", "SHLVL", "_");
    }

    @Test
    void the_last_words_of_a_child_that_ends_at_once_are_heard() {
        List<String> brief = List.of("/bin/sh", "-c", "echo '{\"id\":1}'");
        for (int i = 0; i < 100; i++) {
            Heard last = new Heard();
            children.open(
                    new ChildCommand("test/1", brief, Map.of(), Optional.empty(), 4096, ResourceLimits.NONE),
                    last,
                    last);
            assertThat(last.next().getInt("id")).isEqualTo(1);
        }
    }

    @Test
    void limits_are_kept_by_the_system() {
        StdioLink link = children.open(
                TestServer.limited(new ResourceLimits(Optional.of(256L << 20), Optional.of(100L), Optional.of(64L))),
                heard,
                heard);

        JsonObject limits = heard.ask(link, 1, "limits", "{}").getJsonObject("result");
        assertThat(limits.getInt("data")).isEqualTo(256 << 20);
        assertThat(limits.getInt("cpu")).isEqualTo(100);
        assertThat(limits.getInt("files")).isEqualTo(64);
        Heard.send(link, 2, "memory", "{\"bytes\":400000000}");
        assertThat(heard.end().exitCode()).isEqualTo(1);
    }

    @Test
    void a_bridge_that_stops_leaves_no_child() {
        StdioLink link = open();
        heard.ask(link, 1, "stubborn", "{}");

        children.stop();

        assertThat(isAlive(link.pid())).isFalse();
        assertThat(children.count()).isZero();
    }

    private StdioLink open() {
        return children.open(TestServer.command(), heard, heard);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
