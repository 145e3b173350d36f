package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PromptSinkTest {

    private final PromptSink sink = new PromptSink();
    private final List<String> now = new CopyOnWriteArrayList<>();
    private final TestSink later = new TestSink();
    private boolean isLaterOpen;

    @BeforeEach
    void its_client_reads() {
        later.reads();
    }

    @Test
    void an_answer_that_is_there_is_written_by_the_thread_that_asked() throws Exception {
        sink.json(200, bytes("{}"));

        answer();

        assertThat(now).containsExactly("200 {} by " + Thread.currentThread().threadId());
        assertThat(isLaterOpen).isFalse();
    }

    @Test
    void an_answer_that_comes_afterwards_goes_to_the_response_that_goes_on() throws Exception {
        answer();

        assertThat(isLaterOpen).isTrue();
        sink.json(200, bytes("{}"));
        assertThat(later.got).containsExactly("200 {}");
        assertThat(now).isEmpty();
    }

    @Test
    void a_stream_that_began_meanwhile_goes_on_in_order() throws Exception {
        sink.openStream();
        sink.write(bytes("one"));

        answer();

        sink.write(bytes("two"));
        sink.end();
        assertThat(later.got).containsExactly("open", "one", "two", "end");
    }

    @Test
    void an_answer_that_a_socket_may_not_take_at_once_holds_up_no_thread() throws Exception {
        sink.json(200, new byte[16 * 1024 + 1]);

        answer();

        assertThat(now).isEmpty();
        assertThat(later.got).hasSize(1);
    }

    @Test
    void a_client_that_is_gone_is_told_to_who_speaks_to_it() throws Exception {
        sink.openStream();
        later.leaves();

        assertThatThrownBy(this::answer).isInstanceOf(IOException.class);
    }

    @Test
    void what_comes_before_anybody_writes_it_is_bounded() throws Exception {
        for (int i = 0; i < 4; i++) {
            sink.write(new byte[1024 * 1024]);
        }

        assertThatThrownBy(() -> sink.write(new byte[1])).isInstanceOf(IOException.class);

        assertThatThrownBy(this::answer).isInstanceOf(IOException.class);
        assertThat(later.got).isEmpty();
    }

    @Test
    void a_thread_that_does_not_come_to_write_is_not_waited_for() {
        PromptSink late = new PromptSink(Duration.ZERO);

        assertThatThrownBy(late::openStream).isInstanceOf(IOException.class);
    }

    private void answer() throws IOException {
        sink.answer(
                (status, message) -> now.add(status + " " + new String(message, StandardCharsets.US_ASCII) + " by "
                        + Thread.currentThread().threadId()),
                () -> {
                    isLaterOpen = true;
                    return later;
                });
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
