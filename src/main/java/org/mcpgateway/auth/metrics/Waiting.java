package org.mcpgateway.auth.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this replica counted and Redis does not have yet; of an hour at most, so that an outage of Redis costs no more.
 *
 * @param since what was counted after this belongs to the minute in which it is
 * @param counted since the start, up to then
 * @param minutes before that by the seconds at which they began
 */
record Waiting(Instant since, Totals counted, SortedMap<Long, Totals> minutes) {

    private static final int MOST = 60;

    /** Nothing waits, and counting begins. */
    static Waiting from(Instant since, Totals counted) {
        return new Waiting(since, counted, new TreeMap<>());
    }

    /** The same with what was counted until now. */
    Waiting until(Instant now, Totals counted) {
        Totals more = counted.since(this.counted);
        SortedMap<Long, Totals> all = new TreeMap<>(minutes);
        if (!more.counts().isEmpty()) {
            all.merge(TrafficHistory.Step.MINUTE.begin(since.getEpochSecond()), more, Totals::plus);
        }
        while (all.size() > MOST) {
            all.remove(all.firstKey());
        }
        return new Waiting(now, counted, all);
    }

    /** What waits, by the second at which each step began. */
    Map<Long, Totals> by(TrafficHistory.Step step) {
        Map<Long, Totals> found = new TreeMap<>();
        minutes.forEach((begin, totals) -> found.merge(step.begin(begin), totals, Totals::plus));
        return found;
    }
}
