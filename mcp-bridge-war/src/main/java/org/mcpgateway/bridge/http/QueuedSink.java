package org.mcpgateway.bridge.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mcpgateway.bridge.session.Sink;

/**
 * Writes on a virtual thread, in order, so that a client that does not read holds up nobody who speaks to it: the
 * thread that reads a child serves other responses too. What waits for the client is bounded; beyond that the speaker
 * waits for a while, and then the client is taken for gone. It may come back for what it missed.
 */
final class QueuedSink implements Sink {

    /** One message may be larger than this; another has to wait for it. */
    static final long MOST_WAITING_BYTES = 4 * 1024 * 1024;

    /** After which a client for whom nothing could be written is taken for gone. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sink response;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition read = lock.newCondition();
    private final Deque<Step> steps = new ArrayDeque<>();
    private long waitingBytes;
    private boolean writing;
    private boolean gone;

    QueuedSink(Sink response) {
        this(response, PATIENCE);
    }

    /** @param patience how long a speaker waits for a client that does not read */
    QueuedSink(Sink response, Duration patience) {
        this.response = response;
        this.patience = patience;
    }

    @Override
    public void json(int status, byte[] message) throws IOException {
        add(message.length, () -> response.json(status, message));
    }

    @Override
    public void openStream() throws IOException {
        add(0, response::openStream);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        add(bytes.length, () -> response.write(bytes));
    }

    @Override
    public void end() {
        lock.lock();
        try {
            if (!gone) {
                enqueue(new Step(0, response::end));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something to be written. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private record Step(int bytes, Writing writing) {}

    private void add(int bytes, Writing step) throws IOException {
        lock.lock();
        try {
            if (!hasRoom()) {
                leave();
                throw new IOException("the client is gone or does not read");
            }
            enqueue(new Step(bytes, step));
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        try {
            long left = patience.toNanos();
            while (!gone && waitingBytes > MOST_WAITING_BYTES && left > 0) {
                left = read.awaitNanos(left);
            }
            return !gone && waitingBytes <= MOST_WAITING_BYTES;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void enqueue(Step step) {
        steps.addLast(step);
        waitingBytes += step.bytes();
        if (!writing) {
            writing = true;
            Thread.ofVirtual().name("mcp-response").start(this::writeAll);
        }
    }

    private void writeAll() {
        for (Optional<Step> step = next(); step.isPresent(); step = next()) {
            try {
                step.get().writing().run();
                written(step.get());
            } catch (IOException | RuntimeException lost) {
                written(step.get());
                leave();
            }
        }
    }

    private Optional<Step> next() {
        lock.lock();
        try {
            Step step = steps.pollFirst();
            writing = step != null;
            return Optional.ofNullable(step);
        } finally {
            lock.unlock();
        }
    }

    private void written(Step step) {
        lock.lock();
        try {
            waitingBytes -= step.bytes();
            read.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is written but the end, which waits for the write that is under way. */
    private void leave() {
        lock.lock();
        try {
            if (!gone) {
                gone = true;
                steps.clear();
                read.signalAll();
                enqueue(new Step(0, response::end));
            }
        } finally {
            lock.unlock();
        }
    }
}
