package org.mcpgateway.auth.metrics;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was answered and what happened, as numbers that add up over replicas and over time.
 *
 * @param counts by their names: {@code answers:ENDPOINT:DIGIT} with the first digit of the status,
 *     {@code seconds:ENDPOINT:BOUND} of those that took at most so long but longer than the bound before, and
 *     {@code events:EVENT}; what has another name is left alone
 */
public record Totals(Map<String, Long> counts) {

    /** Nothing at all. */
    static final Totals NONE = new Totals(Map.of());

    private static final String ANSWERS = "answers";
    private static final String SECONDS = "seconds";
    private static final String EVENTS = "events";
    private static final String REFUSED = "4";
    private static final String FAILED = "5";

    /** Copies the counts. */
    public Totals {
        counts = Map.copyOf(counts);
    }

    static String answers(String endpoint, String status) {
        return String.join(":", ANSWERS, endpoint, status.substring(0, 1));
    }

    static String seconds(String endpoint, double bound) {
        return String.join(":", SECONDS, endpoint, Double.toString(bound));
    }

    static String event(String event) {
        return String.join(":", EVENTS, event);
    }

    /** Both together. */
    public Totals plus(Totals other) {
        Map<String, Long> sum = new HashMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return new Totals(sum);
    }

    /** What came since these were counted; names of which nothing came are not in it. */
    Totals since(Totals before) {
        Map<String, Long> more = new HashMap<>();
        counts.forEach((name, count) -> {
            long increase = count - before.counts.getOrDefault(name, 0L);
            if (increase > 0) {
                more.put(name, increase);
            }
        });
        return new Totals(more);
    }

    /** The same with all endpoints as one, {@code all}. */
    Totals together() {
        Map<String, Long> sum = new HashMap<>();
        counts.forEach((name, count) -> {
            String[] parts = name.split(":", -1);
            sum.merge(parts.length == 3 ? String.join(":", parts[0], "all", parts[2]) : name, count, Long::sum);
        });
        return new Totals(sum);
    }

    /** How often an audit event was recorded. */
    public long events(String event) {
        return counts.getOrDefault(event(event), 0L);
    }

    /** All endpoints together. */
    public Figures all() {
        return figures(together().counts());
    }

    /** The endpoints that answered something, the busiest first. */
    public SequencedMap<String, Figures> byEndpoint() {
        Map<String, Map<String, Long>> byName = new TreeMap<>();
        counts.forEach((name, count) -> {
            String[] parts = name.split(":", -1);
            if (parts.length == 3) {
                byName.computeIfAbsent(parts[1], endpoint -> new HashMap<>()).put(name, count);
            }
        });
        SequencedMap<String, Figures> found = new LinkedHashMap<>();
        byName.entrySet().stream()
                .map(endpoint -> Map.entry(endpoint.getKey(), figures(endpoint.getValue())))
                .filter(endpoint -> endpoint.getValue().answers() > 0)
                .sorted(Comparator.comparingLong((Map.Entry<String, Figures> endpoint) ->
                                endpoint.getValue().answers())
                        .reversed())
                .forEach(endpoint -> found.put(endpoint.getKey(), endpoint.getValue()));
        return found;
    }

    /** Of the counts of one endpoint. */
    private static Figures figures(Map<String, Long> counts) {
        Map<String, Long> byDigit = new HashMap<>();
        SortedMap<Double, Long> byBound = new TreeMap<>();
        counts.forEach((name, count) -> {
            String last = name.substring(name.lastIndexOf(':') + 1);
            if (name.startsWith(ANSWERS)) {
                byDigit.put(last, count);
            } else if (name.startsWith(SECONDS)) {
                byBound.put(Double.valueOf(last), count);
            }
        });
        return new Figures(
                byDigit.values().stream().mapToLong(Long::longValue).sum(),
                byDigit.getOrDefault(REFUSED, 0L),
                byDigit.getOrDefault(FAILED, 0L),
                bound(byBound, 0.5),
                bound(byBound, 0.95));
    }

    /** The bound below which this share lies. */
    private static double bound(SortedMap<Double, Long> byBound, double share) {
        long all = byBound.values().stream().mapToLong(Long::longValue).sum();
        long below = 0;
        for (Map.Entry<Double, Long> bucket : byBound.entrySet()) {
            below += bucket.getValue();
            if (below >= share * all) {
                return bucket.getKey();
            }
        }
        return 0;
    }
}
