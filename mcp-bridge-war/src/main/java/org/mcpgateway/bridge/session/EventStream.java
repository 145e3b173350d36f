package org.mcpgateway.bridge.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events with numbered events (MCP 2025-11-25, basic/transports). What was sent is kept
 * within bounds, so that a client that lost the connection can read on from the last event it has; a lost connection is
 * not a cancellation.
 */
final class EventStream {

    /** Messages and bytes that are kept for a client that comes back. */
    private static final int MOST_KEPT = 256;

    private static final int MOST_KEPT_BYTES = 4 * 1024 * 1024;
    private static final byte[] KEEPALIVE = ": keepalive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final boolean priming;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private int keptBytes;
    private long lastEvent;
    private boolean finished;
    private @Nullable Sink sink;
    private long wroteAt = System.nanoTime();

    /**
     * @param id unique within its session
     * @param priming whether the client understands an event without data (2025-11-25 and later)
     */
    EventStream(String id, boolean priming) {
        this.id = id;
        this.priming = priming;
    }

    String id() {
        return id;
    }

    /** Sends on this response from now on, after what the client has not yet seen. */
    synchronized void attach(Sink response, long after) throws IOException {
        response.openStream();
        sink = response;
        wroteAt = System.nanoTime();
        if (after == 0 && lastEvent == 0 && priming) {
            response.write(("id: " + id + "-0\nretry: 2000\ndata: \n\n").getBytes(StandardCharsets.US_ASCII));
        }
        for (Kept event : kept) {
            if (event.number() > after) {
                response.write(format(event));
            }
        }
        if (finished) {
            detach();
        } else if (after > 0 || kept.isEmpty()) {
            response.write(KEEPALIVE);
        }
    }

    /** Sends one message, or keeps it for the client's return. */
    synchronized void send(byte[] message) {
        Kept event = new Kept(++lastEvent, message);
        keep(event);
        write(format(event));
    }

    /** Sends the last message and ends the stream. */
    synchronized void finish(byte[] message) {
        send(message);
        finished = true;
        detach();
    }

    /** Says that the server is still there, where nothing was sent for so long. */
    synchronized void keepAlive(long silenceNanos) {
        if (sink != null && System.nanoTime() - wroteAt >= silenceNanos) {
            write(KEEPALIVE);
        }
    }

    /** Ends the response without ending the stream. */
    synchronized void detach() {
        if (sink != null) {
            sink.end();
            sink = null;
        }
    }

    synchronized boolean isConnected() {
        return sink != null;
    }

    /** How long nothing was sent. */
    synchronized long quietNanos() {
        return System.nanoTime() - wroteAt;
    }

    synchronized boolean isFinished() {
        return finished;
    }

    private void write(byte[] bytes) {
        if (sink == null) {
            return;
        }
        try {
            sink.write(bytes);
            wroteAt = System.nanoTime();
        } catch (IOException e) {
            detach();
        }
    }

    private void keep(Kept event) {
        kept.addLast(event);
        keptBytes += event.message().length;
        while (kept.size() > MOST_KEPT || (keptBytes > MOST_KEPT_BYTES && kept.size() > 1)) {
            keptBytes -= kept.removeFirst().message().length;
        }
    }

    private byte[] format(Kept event) {
        byte[] head =
                ("id: " + id + "-" + event.number() + "\nevent: message\ndata: ").getBytes(StandardCharsets.US_ASCII);
        var bytes = new ByteArrayOutputStream(head.length + event.message().length + 2);
        bytes.writeBytes(head);
        bytes.writeBytes(event.message());
        bytes.write('\n');
        bytes.write('\n');
        return bytes.toByteArray();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(long number, byte[] message) {}
}
