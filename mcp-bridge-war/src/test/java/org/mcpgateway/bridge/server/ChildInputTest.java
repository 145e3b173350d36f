package org.mcpgateway.bridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.bridge.server.Messages.answer;
import static org.mcpgateway.bridge.server.Messages.bytes;
import static org.mcpgateway.bridge.server.Messages.call;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages to real processes through real pipes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChildInputTest {

    private static final int LITTLE = 1024 * 1024;
    private static final int MUCH = 1024 * LITTLE;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void a_small_request_is_written_by_who_waits_for_its_answer() throws IOException {
        Process echo = process("cat");

        new ChildInput(echo.getOutputStream(), MUCH).call(call(1, 100));

        try (BufferedReader said = echo.inputReader()) {
            assertThat(said.readLine()).isEqualTo(text(call(1, 100)));
        }
    }

    @Test
    void a_child_that_does_not_read_holds_up_nobody_who_calls() throws IOException {
        ChildInput input = running(process("sleep", "600"), LITTLE);
        List<Integer> sent = new ArrayList<>();

        assertThatThrownBy(() -> {
                    for (int id = 1; ; id++) {
                        input.call(call(id, 100 + id % 4000));
                        sent.add(id);
                    }
                })
                .isInstanceOf(ServerBusyException.class);

        assertThat(sent.stream().mapToInt(id -> 100 + id % 4000).sum()).isGreaterThan(LITTLE);
    }

    @Test
    void messages_of_one_sender_keep_their_order_whatever_their_length() throws IOException {
        Process echo = process("cat");
        ChildInput input = running(echo);
        List<String> sent = IntStream.range(0, 2000)
                .mapToObj(id -> text(call(id, id % 10 == 0 ? 20_000 : 100 + id % 900)))
                .toList();

        Thread.ofPlatform().daemon().start(() -> sent.forEach(message -> send(input, message)));

        assertThat(answered(echo, input, sent.size())).isEqualTo(sent);
    }

    @Test
    void many_senders_at_once_do_not_mix_their_messages() throws IOException {
        Process echo = process("cat");
        ChildInput input = running(echo);

        for (int sender = 0; sender < 8; sender++) {
            int first = 1000 * sender;
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> IntStream.range(first, first + 1000)
                            .forEach(id -> input.call(call(id, id % 7 == 0 ? 9000 : 120))));
        }

        List<String> answered = answered(echo, input, 8000);
        for (int sender = 0; sender < 8; sender++) {
            int from = 1000 * sender;
            assertThat(answered.stream().filter(line -> id(line) >= from && id(line) < from + 1000))
                    .containsExactlyElementsOf(IntStream.range(from, from + 1000)
                            .mapToObj(id -> text(call(id, id % 7 == 0 ? 9000 : 120)))
                            .toList());
        }
    }

    @Test
    void who_calls_a_child_that_has_closed_its_input_is_told() throws IOException {
        ChildInput input = running(process("sh", "-c", "exec <&-; exec sleep 600"));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThatThrownBy(() -> input.call(call(1, 100)))
                        .isInstanceOf(ServerUnavailableException.class));
    }

    @Test
    void what_was_sent_before_the_end_arrives_before_it() throws IOException {
        Process echo = process("cat");
        ChildInput input = running(echo);
        input.send(call(1, 100_000));
        input.call(call(2, 100));

        input.finish();

        assertThat(echo.inputReader().lines()).containsExactly(text(call(1, 100_000)), text(call(2, 100)));
    }

    @Test
    void a_virtual_thread_writes_nothing_itself() throws Exception {
        var pipe = new HeldPipe();
        ChildInput input = new ChildInput(pipe, MUCH);

        Thread.ofVirtual().start(() -> input.call(call(1, 100))).join();

        assertThat(pipe.writers).isEmpty();
    }

    @Test
    void the_pipe_is_not_closed_while_a_caller_writes() throws Exception {
        var pipe = new HeldPipe();
        ChildInput input = new ChildInput(pipe, MUCH);
        Thread caller = Thread.ofPlatform().daemon().start(() -> input.call(call(1, 100)));
        pipe.entered.await();

        input.finish();
        Thread writer = Thread.ofPlatform().daemon().start(input);
        await().until(() -> writer.getState() == Thread.State.WAITING);
        assertThat(pipe.closed).isFalse();

        pipe.free.countDown();
        caller.join();
        writer.join();
        assertThat(pipe.closed).isTrue();
        assertThat(pipe.writers).containsOnly(caller);
        assertThatThrownBy(() -> input.call(call(2, 100))).isInstanceOf(ServerUnavailableException.class);
    }

    private Process process(String... command) throws IOException {
        Process started = new ProcessBuilder(command).start();
        processes.add(started);
        return started;
    }

    private static ChildInput running(Process process) {
        return running(process, MUCH);
    }

    private static ChildInput running(Process process, long mostBytes) {
        ChildInput input = new ChildInput(process.getOutputStream(), mostBytes);
        Thread.ofPlatform().daemon().start(input);
        return input;
    }

    /** So many lines of a child that gives everything back, each taken for the answer to its request. */
    private static List<String> answered(Process echo, ChildInput input, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader said = echo.inputReader();
        while (lines.size() < count) {
            String line = said.readLine();
            lines.add(line);
            input.heard(answer(id(line)));
        }
        return lines;
    }

    /** Every third as a call. */
    private static void send(ChildInput input, String message) {
        if (id(message) % 3 == 0) {
            input.call(bytes(message));
        } else {
            input.send(bytes(message));
        }
    }

    private static int id(String line) {
        int at = line.indexOf("\"id\":") + 5;
        return Integer.parseInt(line.substring(at, line.indexOf(',', at)));
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    /** A pipe whose first write waits until it may go on. */
    private static final class HeldPipe extends OutputStream {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);
        private final Queue<Thread> writers = new ConcurrentLinkedQueue<>();
        private volatile boolean closed;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            writers.add(Thread.currentThread());
            entered.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
