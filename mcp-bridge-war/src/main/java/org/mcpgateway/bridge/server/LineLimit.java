package org.mcpgateway.bridge.server;

import java.time.Duration;
import java.util.function.LongConsumer;

/** Lets so many lines into the log in each span of time, and says how many it left out: nobody outside must fill it. */
public final class LineLimit {

    private final int most;
    private final long nanos;
    private final LongConsumer limited;
    private long span = Long.MIN_VALUE;
    private int lines;
    private long leftOut;

    /**
     * A limit that nothing has counted towards yet.
     *
     * @param most lines in a span
     * @param limited is told, in a later span, how many were left out before; that line does not count
     */
    public LineLimit(int most, Duration span, LongConsumer limited) {
        this.most = most;
        this.nanos = span.toNanos();
        this.limited = limited;
    }

    /** Whether one more line may be written now. */
    public synchronized boolean hasRoom() {
        long now = System.nanoTime() / nanos;
        if (now != span) {
            span = now;
            lines = 0;
            if (leftOut > 0) {
                limited.accept(leftOut);
                leftOut = 0;
            }
        }
        if (++lines > most) {
            leftOut++;
            return false;
        }
        return true;
    }
}
