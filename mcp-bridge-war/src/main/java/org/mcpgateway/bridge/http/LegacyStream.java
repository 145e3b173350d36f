package org.mcpgateway.bridge.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mcpgateway.bridge.session.Sink;

/** The one stream of a session of 2024-11-05, on which answers go as well. */
final class LegacyStream implements Sink {

    private static final byte[] MESSAGE = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);

    private final Sink response;
    private final Runnable ended;
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param ended called once, when the stream is over */
    LegacyStream(Sink response, Runnable ended) {
        this.response = response;
        this.ended = ended;
    }

    /** Begins, and tells the client where to send its messages. */
    void open(String address) throws IOException {
        response.openStream();
        response.write(("event: endpoint\ndata: " + address + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Where the answer to a call goes: here, while the stream goes on. */
    Sink answers() {
        return new Sink() {
            @Override
            public void json(int status, byte[] message) throws IOException {
                LegacyStream.this.json(status, message);
            }

            @Override
            public void openStream() {
                // It is open.
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                LegacyStream.this.write(bytes);
            }

            @Override
            public void end() {
                // It goes on.
            }
        };
    }

    @Override
    public void json(int status, byte[] message) throws IOException {
        var event = new ByteArrayOutputStream(MESSAGE.length + message.length + 2);
        event.writeBytes(MESSAGE);
        event.writeBytes(message);
        event.writeBytes(new byte[] {'\n', '\n'});
        write(event.toByteArray());
    }

    @Override
    public void openStream() {
        // It is open.
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            response.write(bytes);
        } catch (IOException e) {
            end();
            throw e;
        }
    }

    @Override
    public void end() {
        if (over.compareAndSet(false, true)) {
            response.end();
            ended.run();
        }
    }
}
