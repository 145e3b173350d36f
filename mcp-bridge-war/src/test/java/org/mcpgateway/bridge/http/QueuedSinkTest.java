package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.session.Sink;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuedSinkTest {

    private static final byte[] LARGE = new byte[5 * 1024 * 1024];

    private final Client client = new Client();
    private final QueuedSink sink = new QueuedSink(client);

    @Test
    void what_is_said_arrives_in_order() throws Exception {
        client.reads();

        sink.openStream();
        for (int i = 0; i < 100; i++) {
            sink.write(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
        }
        sink.end();

        await().untilAsserted(() -> assertThat(client.got).endsWith("end"));
        assertThat(client.got).hasSize(102).startsWith("open", "0", "1", "2").endsWith("98", "99", "end");
    }

    @Test
    void whoever_speaks_to_a_client_that_does_not_read_gives_up() throws Exception {
        QueuedSink sink = new QueuedSink(client, Duration.ofMillis(20));
        sink.openStream();
        sink.write(LARGE);

        assertThatThrownBy(() -> sink.write(new byte[1])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sink.write(new byte[1])).isInstanceOf(IOException.class);
        sink.end();

        client.reads();
        await().untilAsserted(() -> assertThat(client.got).endsWith("end"));
        assertThat(client.got).containsOnlyOnce("end");
    }

    @Test
    void one_large_message_after_another_only_takes_its_time() throws Exception {
        sink.openStream();
        sink.write(LARGE);
        Thread.startVirtualThread(client::reads);
        sink.write(LARGE);
        sink.end();

        await().untilAsserted(() -> assertThat(client.got).endsWith("end"));
        assertThat(client.got).hasSize(4);
    }

    @Test
    void a_client_that_is_gone_is_told_nothing_more() throws Exception {
        client.leaves();
        client.reads();
        sink.openStream();

        await().untilAsserted(
                        () -> assertThatThrownBy(() -> sink.write(new byte[1])).isInstanceOf(IOException.class));
        await().untilAsserted(() -> assertThat(client.got).containsExactly("end"));
    }

    /** Reads only once it is told to. */
    private static final class Client implements Sink {

        private final List<String> got = new CopyOnWriteArrayList<>();
        private final CountDownLatch reading = new CountDownLatch(1);
        private volatile boolean gone;

        void reads() {
            reading.countDown();
        }

        void leaves() {
            gone = true;
        }

        @Override
        public void json(int status, byte[] message) throws IOException {
            take(status + " " + new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void openStream() throws IOException {
            take("open");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            take(new String(bytes, StandardCharsets.US_ASCII));
        }

        @Override
        public void end() {
            got.add("end");
        }

        private void take(String what) throws IOException {
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (gone) {
                throw new IOException("gone");
            }
            got.add(what);
        }
    }
}
