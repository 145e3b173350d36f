package org.mcpgateway.bridge.server;

import java.util.ArrayDeque;
import java.util.Queue;
import org.mcpgateway.bridge.jsonrpc.EnvelopeScanner;

/**
 * How much of what was written to a child may still be in its pipe. A child that answers a request has read it, and all
 * that was written before: so a request in every so many bytes is marked, and its answer looked for.
 */
final class UnreadInput {

    /**
     * What a pipe of Linux holds for certain, unread and new together: it has two pages at least, of which the first
     * may be read in part.
     */
    private static final int PIPE_BYTES = 4096;

    private static final int SPACING = 512;
    private static final int MOST_MARKS = PIPE_BYTES / SPACING;

    /** Longer answers are not looked into, which would cost more than is won. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Queue<Mark> marks = new ArrayDeque<>(MOST_MARKS);
    private long written;
    private long lastMark;
    private long read;

    /** A request, and how much had been written with it. */
    private record Mark(String id, long end) {}

    /** Whether so many bytes can be written without waiting for the child. */
    synchronized boolean hasRoomFor(int bytes) {
        return written - read + bytes <= PIPE_BYTES;
    }

    /** A message and its line break are about to be written. */
    synchronized void add(byte[] message) {
        written += message.length + 1L;
        if (written - lastMark >= SPACING && message.length < PIPE_BYTES) {
            EnvelopeScanner envelope = EnvelopeScanner.of(message);
            if (envelope.isRequest()) {
                mark(envelope.id().orElseThrow());
            }
        }
    }

    /** The child has written a message. */
    void heard(byte[] message) {
        if (message.length > LONGEST_ANSWER || !isAnythingMarked()) {
            return;
        }
        EnvelopeScanner envelope = EnvelopeScanner.of(message);
        if (envelope.isResponse()) {
            answered(envelope.id().orElseThrow());
        }
    }

    private synchronized boolean isAnythingMarked() {
        return !marks.isEmpty();
    }

    /** The oldest mark makes room: its call takes long, or is never answered. */
    private void mark(String id) {
        if (marks.size() == MOST_MARKS) {
            marks.remove();
        }
        marks.add(new Mark(id, written));
        lastMark = written;
    }

    private synchronized void answered(String id) {
        marks.stream().filter(mark -> mark.id().equals(id)).findFirst().ifPresent(mark -> {
            read = mark.end();
            marks.removeIf(earlier -> earlier.end() <= read);
        });
    }
}
