package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuedSinkTest {

    private static final byte[] LARGE = new byte[5 * 1024 * 1024];

    private final TestSink client = new TestSink();
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
}
