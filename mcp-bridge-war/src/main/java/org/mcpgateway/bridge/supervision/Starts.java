package org.mcpgateway.bridge.supervision;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mcpgateway.bridge.server.ServerBusyException;

/**
 * Children that have been started and have said nothing yet. To start one takes more of the processor than all that
 * follows, so only some may do so at the same time; who wants another waits a while, and is then turned away.
 */
final class Starts {

    /** More who wait would not have their turn in time. */
    private static final int MOST_WAITING = 64;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final int most;
    private final Duration patience;
    private final Duration longest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Object, Long> startedAt = new LinkedHashMap<>();
    private int waiting;

    /**
     * @param most that may be starting
     * @param patience how long one waits for its turn
     * @param longest that a start takes; one that is silent for longer does not wait for the processor
     */
    Starts(int most, Duration patience, Duration longest) {
        this.most = most;
        this.patience = patience;
        this.longest = longest;
    }

    /**
     * Waits until one more may be started.
     *
     * @throws ServerBusyException when that takes too long, or too many wait
     */
    void begin(Object child) {
        lock.lock();
        try {
            if (!hasRoom() && !getsRoom()) {
                throw new ServerBusyException(
                        ServerBusyException.Reason.FULL, "too many MCP servers are starting", RETRY_AFTER);
            }
            startedAt.put(child, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** It said something, or is gone. */
    void end(Object child) {
        lock.lock();
        try {
            if (startedAt.remove(child) != null) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean getsRoom() {
        if (waiting >= MOST_WAITING) {
            return false;
        }
        waiting++;
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            for (long left = patience.toNanos(); left > 0 && !hasRoom(); left = deadline - System.nanoTime()) {
                changed.await(Math.min(left, untilTheNextIsTooOld()), TimeUnit.NANOSECONDS);
            }
            return hasRoom();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
        }
    }

    private boolean hasRoom() {
        long now = System.nanoTime();
        startedAt.values().removeIf(since -> now - since >= longest.toNanos());
        return startedAt.size() < most;
    }

    private long untilTheNextIsTooOld() {
        long oldest = startedAt.values().iterator().next();
        return oldest + longest.toNanos() - System.nanoTime();
    }
}
