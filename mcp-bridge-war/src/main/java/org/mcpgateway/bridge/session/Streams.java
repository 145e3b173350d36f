package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The event streams of one session: those of its calls, and standing ones, which a client opens by GET for what belongs
 * to no call. Each message goes on one of them only.
 */
final class Streams {

    /** Messages and bytes that wait for the client to open a stream, when no call is there to carry them. */
    private static final int MOST_WAITING = 256;

    private static final int MOST_WAITING_BYTES = 4 * 1024 * 1024;

    /** Standing streams that one client may have open. */
    private static final int MOST_STANDING = 256;

    private static final String STANDING = "s";

    private final ReplayLog log;
    private final Map<String, EventStream> streams = new ConcurrentHashMap<>();
    private final ReentrantLock saying = new ReentrantLock();
    private final Deque<EventStream> standing = new ArrayDeque<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;

    Streams(ReplayLog log) {
        this.log = log;
    }

    /** A stream for the answer to the call of this number; resumable once it has been {@link #add added}. */
    EventStream ofCall(long number, boolean priming) {
        return new EventStream("c" + number, priming, log);
    }

    void add(EventStream stream) {
        streams.put(stream.id(), stream);
    }

    /** Opens a standing stream. */
    void listen(long number, boolean priming, Sink sink) throws IOException {
        EventStream stream = new EventStream(STANDING + number, priming, log);
        add(stream);
        stream.open(sink);
        stands(stream);
    }

    /**
     * Goes on with a stream after an event (MCP 2025-11-25, Resumability); with a new standing stream when the one that
     * is meant has been forgotten.
     *
     * @param lastEventId as the client has it
     * @param number for a new stream
     * @return false when the id names no stream
     */
    boolean resume(String lastEventId, long number, boolean priming, Sink sink) throws IOException {
        int dash = lastEventId.lastIndexOf('-');
        if (dash < 1 || !lastEventId.substring(dash + 1).matches("[0-9]{1,18}")) {
            return false;
        }
        String id = lastEventId.substring(0, dash);
        EventStream stream = streams.get(id);
        if (stream == null && id.matches(STANDING + "[0-9]{1,18}")) {
            listen(number, priming, sink);
            return true;
        }
        if (stream == null) {
            return false;
        }
        stream.resume(sink, Long.parseLong(lastEventId.substring(dash + 1)));
        if (id.startsWith(STANDING)) {
            stands(stream);
        }
        return true;
    }

    /** Whether the client has a standing stream open. */
    boolean isListening() {
        return connected().isPresent();
    }

    /** Sends on the latest standing stream, or when there is none keeps it until one is opened. */
    void say(byte[] message) {
        saying.lock();
        try {
            Optional<EventStream> stream = connected();
            if (stream.isPresent()) {
                stream.get().send(message);
                return;
            }
            waiting.addLast(message);
            waitingBytes += message.length;
            while (waiting.size() > MOST_WAITING || (waitingBytes > MOST_WAITING_BYTES && waiting.size() > 1)) {
                waitingBytes -= waiting.removeFirst().length;
            }
        } finally {
            saying.unlock();
        }
    }

    /** Gives signs of life on quiet streams, and forgets those that nobody can come back to. */
    void keepAlive(long silenceNanos) {
        log.expire();
        Iterator<EventStream> all = streams.values().iterator();
        while (all.hasNext()) {
            EventStream stream = all.next();
            if (!stream.isConnected()) {
                if (stream.isFinished() && !log.has(stream.id())) {
                    all.remove();
                }
            } else if (stream.quietNanos() > silenceNanos) {
                Thread.startVirtualThread(stream::keepAlive);
            }
        }
    }

    boolean isAnyOpen() {
        return streams.values().stream().anyMatch(EventStream::isConnected);
    }

    /** Ends all of them and forgets what was sent. */
    void close() {
        streams.values().forEach(EventStream::end);
        log.close();
    }

    private Optional<EventStream> connected() {
        saying.lock();
        try {
            Iterator<EventStream> latestFirst = standing.descendingIterator();
            while (latestFirst.hasNext()) {
                EventStream stream = latestFirst.next();
                if (stream.isConnected()) {
                    return Optional.of(stream);
                }
            }
            return Optional.empty();
        } finally {
            saying.unlock();
        }
    }

    /** From now on it is the latest; what waited goes on it. */
    private void stands(EventStream stream) {
        saying.lock();
        try {
            standing.remove(stream);
            standing.addLast(stream);
            if (standing.size() > MOST_STANDING) {
                standing.removeFirst().end();
            }
            while (!waiting.isEmpty() && stream.isConnected()) {
                byte[] message = waiting.removeFirst();
                waitingBytes -= message.length;
                stream.send(message);
            }
        } finally {
            saying.unlock();
        }
    }
}
