package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.SessionSettings;

/**
 * What was sent on the event streams of one session, oldest first, within bounds of count, bytes and age. The
 * {@link ReplayStore} moves the messages to Redis soon after they were sent; what is listed here stays.
 */
final class ReplayLog {

    private final String session;
    private final SessionSettings.Replay bounds;
    private final ReplayStore store;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private Changes changes = new Changes();
    private long bytes;
    private boolean closed;

    ReplayLog(String session, SessionSettings.Replay bounds, ReplayStore store) {
        this.session = session;
        this.bounds = bounds;
        this.store = store;
    }

    /** A message with its number within its stream. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Logged(long number, byte[] message) {}

    /** The id of the session that this is the log of. */
    String session() {
        return session;
    }

    /** Notes a message that has been given its number. */
    void append(String stream, long number, byte[] message) {
        synchronized (this) {
            if (closed || bounds.messages() == 0 || !store.takeMemory(message.length)) {
                return;
            }
            Entry entry = new Entry(stream, number, message);
            entries.addLast(entry);
            counts.merge(stream, 1, Integer::sum);
            bytes += entry.size;
            changes.added.add(entry);
            trim();
        }
        store.changed(this);
    }

    /**
     * The messages of one stream after a number, in order.
     *
     * @throws IOException when Redis has some of them and does not answer
     */
    List<Logged> after(String stream, long number) throws IOException {
        List<Logged> found = new ArrayList<>();
        Map<String, Long> elsewhere = new HashMap<>();
        synchronized (this) {
            for (Entry entry : entries) {
                if (entry.stream.equals(stream) && entry.number > number) {
                    byte[] message = entry.message;
                    if (message == null) {
                        elsewhere.put(entry.eventId(), entry.number);
                    } else {
                        found.add(new Logged(entry.number, message));
                    }
                }
            }
        }
        if (!elsewhere.isEmpty()) {
            store.load(session, elsewhere.keySet())
                    .forEach((id, message) -> found.add(new Logged(elsewhere.getOrDefault(id, 0L), message)));
            found.sort((one, other) -> Long.compare(one.number(), other.number()));
        }
        return found;
    }

    /** Whether anything of the stream is still here. */
    synchronized boolean has(String stream) {
        return counts.containsKey(stream);
    }

    /** Lets go of what is too old. */
    void expire() {
        boolean changed;
        synchronized (this) {
            int before = entries.size();
            trim();
            changed = entries.size() != before;
        }
        if (changed) {
            store.changed(this);
        }
    }

    /** Lets go of everything, for good. */
    void close() {
        synchronized (this) {
            closed = true;
            while (!entries.isEmpty()) {
                removeOldest();
            }
            changes = new Changes();
            changes.all = true;
        }
        store.changed(this);
    }

    /** What has not been told to Redis yet; the caller tells it and reports back. */
    synchronized Changes takeChanges() {
        Changes taken = changes;
        changes = new Changes();
        taken.added.removeIf(entry -> entry.gone);
        taken.added.forEach(entry -> entry.sent = true);
        return taken;
    }

    /** Redis has them: the messages need no memory any more. */
    synchronized void stored(Changes told) {
        told.added.forEach(this::forget);
    }

    /** Redis did not take them: they come first next time. */
    synchronized void notStored(Changes told) {
        if (!changes.all) {
            told.added.addAll(changes.added);
            told.removed.addAll(changes.removed);
            changes = told;
        }
    }

    private void trim() {
        long oldest = System.nanoTime() - bounds.age().toNanos();
        while (!entries.isEmpty()
                && (entries.size() > bounds.messages()
                        || (bytes > bounds.bytes() && entries.size() > 1)
                        || entries.getFirst().at - oldest < 0)) {
            removeOldest();
        }
    }

    private void removeOldest() {
        Entry entry = entries.removeFirst();
        bytes -= entry.size;
        counts.computeIfPresent(entry.stream, (stream, count) -> count == 1 ? null : count - 1);
        entry.gone = true;
        if (entry.sent) {
            changes.removed.add(entry.eventId());
        }
        forget(entry);
    }

    private void forget(Entry entry) {
        if (entry.message != null) {
            entry.message = null;
            store.giveMemory(entry.size);
        }
    }

    /** One message that can be replayed; guarded by its log. */
    static final class Entry {
        final String stream;
        final long number;
        final int size;
        private final long at = System.nanoTime();
        volatile byte @Nullable [] message;
        private boolean sent;
        private boolean gone;

        Entry(String stream, long number, byte[] message) {
            this.stream = stream;
            this.number = number;
            this.size = message.length;
            this.message = message;
        }

        String eventId() {
            return stream + "-" + number;
        }
    }

    /** What Redis is to be told of one log. */
    static final class Changes {
        final List<Entry> added = new ArrayList<>();
        final List<String> removed = new ArrayList<>();
        boolean all;

        boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty() && !all;
        }
    }
}
