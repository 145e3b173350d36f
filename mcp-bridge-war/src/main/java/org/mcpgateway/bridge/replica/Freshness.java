package org.mcpgateway.bridge.replica;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what comes for the first time and in time from what comes late or again; what it remembers is bounded. */
public final class Freshness {

    /** How far the clocks of sender and receiver may be apart. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final Clock clock;
    private final int most;
    private final Map<String, Long> seen = new LinkedHashMap<>();

    /** @param most that may come within a minute; what is beyond is refused */
    public Freshness(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Whether it was sent within the last seconds, give or take the clocks. */
    public boolean isInTime(long sentAtMillis) {
        return Math.abs(clock.millis() - sentAtMillis) <= WINDOW.toMillis();
    }

    /**
     * Whether it is in time and was not seen before.
     *
     * @param name tells it from everything else that is sent
     */
    public boolean isFirst(String name, long sentAtMillis) {
        long now = clock.millis();
        if (!isInTime(sentAtMillis)) {
            return false;
        }
        synchronized (seen) {
            Iterator<Long> oldest = seen.values().iterator();
            while (oldest.hasNext() && now - oldest.next() > 2 * WINDOW.toMillis()) {
                oldest.remove();
            }
            return seen.size() < most && seen.putIfAbsent(name, now) == null;
        }
    }
}
