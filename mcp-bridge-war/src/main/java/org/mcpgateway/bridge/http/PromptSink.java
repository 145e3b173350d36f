package org.mcpgateway.bridge.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.session.Sink;

/**
 * The response to one call. Most servers answer within a millisecond: the thread that brought the call waits that long
 * and writes the answer itself, which costs less than to let the container go on later on another thread. What takes
 * longer, or becomes a stream, goes on without it.
 */
final class PromptSink implements Sink {

    /** Longer than a fast server takes on processors that others use as well. */
    private static final Duration PATIENCE = Duration.ofMillis(25);

    /** What the socket takes even if the client does not read; for more the thread would have to wait. */
    private static final int MOST_BYTES = 16 * 1024;

    /** Threads of the container that may wait at the same time: a part of them, whatever slow servers do. */
    private static final Semaphore WAITING = new Semaphore(32);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition said = lock.newCondition();
    private final List<Step> early = new ArrayList<>(0);
    private final long startedAt = System.nanoTime();
    private final Duration latest;
    private long earlyBytes;
    private boolean givenUp;
    private byte @Nullable [] answer;
    private int status;
    private @Nullable Sink later;

    /** A part of a stream that began while the thread waited. */
    @FunctionalInterface
    private interface Step {
        void on(Sink sink) throws IOException;
    }

    PromptSink() {
        this(QueuedSink.PATIENCE);
    }

    /** @param latest after which the thread that should write counts as one that hangs in the pipe of its server */
    PromptSink(Duration latest) {
        this.latest = latest;
    }

    @Override
    public void json(int status, byte[] message) throws IOException {
        lock.lock();
        try {
            if (later != null) {
                later.json(status, message);
            } else {
                this.status = status;
                answer = message;
                said.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void openStream() throws IOException {
        go(0, Sink::openStream);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        go(bytes.length, sink -> sink.write(bytes));
    }

    @Override
    public void end() {
        lock.lock();
        try {
            if (later != null) {
                later.end();
            } else {
                keep(Sink::end);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes an answer on the thread that calls. */
    @FunctionalInterface
    interface Now {
        void write(int status, byte[] message) throws IOException;
    }

    /**
     * Answers as soon as there is an answer, if that is soon; otherwise the response goes on after this returns.
     *
     * @param now writes an answer that came while this waited
     * @param later opens the response that goes on
     */
    void answer(Now now, Supplier<Sink> later) throws IOException {
        byte[] prompt = prompt();
        if (prompt == null || prompt.length > MOST_BYTES) {
            goOn(later);
        } else {
            now.write(status, prompt);
        }
    }

    private byte @Nullable [] prompt() {
        if (!WAITING.tryAcquire()) {
            return null;
        }
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (answer == null && early.isEmpty() && left > 0) {
                left = said.awaitNanos(left);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
            WAITING.release();
        }
    }

    private void goOn(Supplier<Sink> opener) throws IOException {
        lock.lock();
        try {
            if (givenUp) {
                throw nobodyCame();
            }
            Sink opened = opener.get();
            later = opened;
            for (Step step : early) {
                step.on(opened);
            }
            if (answer != null) {
                opened.json(status, answer);
            }
        } finally {
            lock.unlock();
        }
    }

    private static IOException nobodyCame() {
        return new IOException("nobody came in time to write the response");
    }

    /** Who speaks to a client that nobody writes to is told that it is gone: its session must be able to end. */
    private void go(int bytes, Step step) throws IOException {
        lock.lock();
        try {
            if (later != null) {
                step.on(later);
                return;
            }
            earlyBytes += bytes;
            givenUp = givenUp
                    || earlyBytes > QueuedSink.MOST_WAITING_BYTES
                    || System.nanoTime() - startedAt > latest.toNanos();
            if (givenUp) {
                throw nobodyCame();
            }
            keep(step);
        } finally {
            lock.unlock();
        }
    }

    private void keep(Step step) {
        early.add(step);
        said.signal();
    }
}
