package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events with numbered events (MCP 2025-11-25, basic/transports). What was sent is kept in
 * the session's {@link ReplayLog}, so that a client that lost the connection can read on from the last event it has; a
 * lost connection is not a cancellation.
 */
final class EventStream {

    private static final byte[] KEEPALIVE = ": keepalive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final boolean priming;
    private final ReplayLog log;
    private final ReentrantLock writing = new ReentrantLock();
    private long lastEvent;
    private long resumptions;
    private volatile boolean finished;
    private volatile @Nullable Sink sink;
    private volatile long wroteAt = System.nanoTime();

    /**
     * @param id unique within its session
     * @param priming whether the client understands an event without data (2025-11-25 and later)
     */
    EventStream(String id, boolean priming, ReplayLog log) {
        this.id = id;
        this.priming = priming;
        this.log = log;
    }

    String id() {
        return id;
    }

    /** Begins on this response, with an event that a client can come back with before it has seen any other. */
    void open(Sink response) throws IOException {
        writing.lock();
        try {
            attach(response);
            response.openStream();
            String primer = priming ? "id: " + id + "-0\nretry: 2000\ndata: \n\n" : "";
            response.write((primer + ": open\n\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            detach();
            throw e;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Goes on upon another response after the event that the client has seen last.
     *
     * @throws IOException when the client is gone, or what it missed cannot be read at the moment
     */
    void resume(Sink response, long after) throws IOException {
        long mine = takeOver();
        long seen = after;
        long upTo = lastEvent();
        var missed = log.after(id, seen);
        response.openStream();
        response.write(KEEPALIVE);
        while (true) {
            for (ReplayLog.Logged event : missed) {
                response.write(format(event.number(), event.message()));
                seen = event.number();
            }
            if (attachIfNothingNew(response, mine, upTo)) {
                return;
            }
            upTo = lastEvent();
            missed = log.after(id, seen);
        }
    }

    /** Sends one message, or keeps it for the client's return. */
    void send(byte[] message) {
        writing.lock();
        try {
            long number = ++lastEvent;
            log.append(id, number, message);
            write(format(number, message));
        } finally {
            writing.unlock();
        }
    }

    /** Sends the last message and ends the stream. */
    void finish(byte[] message) {
        writing.lock();
        try {
            send(message);
            end();
        } finally {
            writing.unlock();
        }
    }

    /** Ends the stream: what was sent can be read once more, nothing follows. */
    void end() {
        finished = true;
        detach();
    }

    /** Says that the server is still there; does nothing while something is being sent anyway. */
    void keepAlive() {
        if (writing.tryLock()) {
            try {
                write(KEEPALIVE);
            } finally {
                writing.unlock();
            }
        }
    }

    /** Ends the response without ending the stream. */
    void detach() {
        writing.lock();
        try {
            Sink open = sink;
            sink = null;
            if (open != null) {
                open.end();
            }
        } finally {
            writing.unlock();
        }
    }

    boolean isConnected() {
        return sink != null;
    }

    boolean isFinished() {
        return finished;
    }

    /** How long nothing was sent, in nanoseconds. */
    long quietNanos() {
        return System.nanoTime() - wroteAt;
    }

    /** Whoever resumed before gives up when it sees that another has come. */
    private long takeOver() {
        writing.lock();
        try {
            detach();
            return ++resumptions;
        } finally {
            writing.unlock();
        }
    }

    private boolean attachIfNothingNew(Sink response, long mine, long upTo) {
        writing.lock();
        try {
            if (mine != resumptions) {
                response.end();
                return true;
            }
            if (lastEvent != upTo) {
                return false;
            }
            attach(response);
            if (finished) {
                detach();
            }
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void attach(Sink response) {
        sink = response;
        wroteAt = System.nanoTime();
    }

    private long lastEvent() {
        writing.lock();
        try {
            return lastEvent;
        } finally {
            writing.unlock();
        }
    }

    private void write(byte[] bytes) {
        Sink open = sink;
        if (open == null) {
            return;
        }
        try {
            open.write(bytes);
            wroteAt = System.nanoTime();
        } catch (IOException e) {
            detach();
        }
    }

    private byte[] format(long number, byte[] message) {
        byte[] head = ("id: " + id + "-" + number + "\nevent: message\ndata: ").getBytes(StandardCharsets.US_ASCII);
        byte[] event = Arrays.copyOf(head, head.length + message.length + 2);
        System.arraycopy(message, 0, event, head.length, message.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }
}
