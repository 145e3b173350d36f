package org.mcpgateway.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.SessionSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayLogTest {

    @Test
    void only_the_messages_of_the_stream_after_the_number_are_given() throws IOException {
        ReplayLog log = log(10, 1000, Duration.ofMinutes(1));
        append(log, "a", 1, "one");
        append(log, "b", 1, "other");
        append(log, "a", 2, "two");

        assertThat(texts(log.after("a", 0))).containsExactly("one", "two");
        assertThat(texts(log.after("a", 1))).containsExactly("two");
        assertThat(log.after("c", 0)).isEmpty();
    }

    @Test
    void the_oldest_go_when_there_are_too_many() throws IOException {
        ReplayLog log = log(2, 1000, Duration.ofMinutes(1));
        append(log, "a", 1, "one");
        append(log, "a", 2, "two");
        append(log, "b", 1, "three");

        assertThat(texts(log.after("a", 0))).containsExactly("two");
        assertThat(log.has("b")).isTrue();
    }

    @Test
    void the_oldest_go_when_they_are_too_long_but_never_the_latest() throws IOException {
        ReplayLog log = log(100, 10, Duration.ofMinutes(1));
        append(log, "a", 1, "12345678");
        append(log, "a", 2, "a message of more bytes than may be kept");

        assertThat(texts(log.after("a", 0))).containsExactly("a message of more bytes than may be kept");
    }

    @Test
    void what_is_too_old_goes_by_itself() {
        ReplayLog log = log(100, 1000, Duration.ZERO);
        append(log, "a", 1, "one");

        log.expire();

        assertThat(log.has("a")).isFalse();
    }

    @Test
    void nothing_is_kept_where_nothing_may_be_and_after_the_end() throws IOException {
        ReplayLog none = log(0, 1000, Duration.ofMinutes(1));
        append(none, "a", 1, "one");
        ReplayLog closed = log(10, 1000, Duration.ofMinutes(1));
        append(closed, "a", 1, "one");
        closed.close();
        append(closed, "a", 2, "two");

        assertThat(none.after("a", 0)).isEmpty();
        assertThat(closed.after("a", 0)).isEmpty();
    }

    private static ReplayLog log(int messages, int bytes, Duration age) {
        var bounds = new SessionSettings.Replay(messages, bytes, age);
        var settings = new SessionSettings(Optional.empty(), Optional.empty(), bounds, false);
        return new ReplayLog("session", bounds, new ReplayStore(Optional.empty(), settings));
    }

    private static void append(ReplayLog log, String stream, long number, String message) {
        log.append(stream, number, message.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(List<ReplayLog.Logged> logged) {
        return logged.stream()
                .map(one -> new String(one.message(), StandardCharsets.UTF_8))
                .toList();
    }
}
