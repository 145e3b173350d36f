package org.mcpgateway.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mcpgateway.soak.JvmProbe.Held;

/**
 * What is held more than it should be. One of something kept for every hundred answers must be seen in five minutes,
 * the noise of a busy machine must not.
 */
final class Growth {

    private static final long MEBIBYTE = 1024 * 1024;
    /** What each thread of the pool keeps for its next request. */
    private static final long OF_POOLED_THREAD = 200 * 1024;

    private static final double NOISE = 1.25;

    /** What the system gives as it likes. */
    private static final Set<String> NOT_JUDGED =
            Set.of("auth resident", "bridge resident", "auth pooled", "bridge pooled", "redis bytes", "redis keys");

    private Growth() {}

    /** Compares the second quarter of steady traffic with the last one. */
    static List<String> during(List<Sample> samples) {
        int quarter = samples.size() / 4;
        Map<String, Long> before = medians(samples.subList(quarter, 2 * quarter));
        Map<String, Long> after = medians(samples.subList(samples.size() - quarter, samples.size()));
        Duration passed = samples.get(quarter).at();
        List<String> findings = new ArrayList<>();
        after.forEach((figure, value) -> {
            boolean judged = !NOT_JUDGED.contains(figure)
                    && (!figure.startsWith("keys ") || Lifetimes.isLevel(figure.substring("keys ".length()), passed));
            long was = before.getOrDefault(figure, 0L);
            long grown = figure.endsWith(" heap") ? pooled(figure, after) - pooled(figure, before) : 0;
            if (judged && value > was * NOISE + slack(figure) + Math.max(0, grown) * OF_POOLED_THREAD) {
                findings.add("under steady traffic " + figure + " grew from " + was + " to " + value);
            }
        });
        return findings;
    }

    /** Compares what is held without traffic, after a little and after much of it. */
    static List<String> between(Sample before, Sample after) {
        List<String> findings = new ArrayList<>();
        compare("auth", before.auth(), after.auth(), findings);
        compare("bridge", before.bridge(), after.bridge(), findings);
        return findings;
    }

    private static void compare(String server, Held before, Held after, List<String> findings) {
        long ofPool = Math.max(0, after.pooled() - before.pooled()) * OF_POOLED_THREAD;
        long most = before.heap() + before.heap() / 20 + 4 * MEBIBYTE + ofPool;
        expectAtMost(server + " heap", most, after.heap(), findings);
        expectAtMost(server + " threads", before.threads() + 10, after.threads(), findings);
        expectAtMost(server + " descriptors", before.descriptors() + 25, after.descriptors(), findings);
        expectAtMost(server + " children", before.children(), after.children(), findings);
        after.instances().forEach((name, number) -> {
            long was = before.instances().getOrDefault(name, 0L);
            expectAtMost(server + " instances of " + name, was + was / 4 + 30, number, findings);
        });
    }

    private static void expectAtMost(String figure, long most, long seen, List<String> findings) {
        if (seen > most) {
            findings.add("after all traffic " + figure + " is " + seen + " and should be at most " + most);
        }
    }

    private static long slack(String figure) {
        return figure.endsWith(" heap") ? 8 * MEBIBYTE : figure.startsWith("keys ") ? 60 : 25;
    }

    private static long pooled(String heap, Map<String, Long> medians) {
        return medians.getOrDefault(heap.replace(" heap", " pooled"), 0L);
    }

    private static Map<String, Long> medians(List<Sample> samples) {
        List<Map<String, Long>> rows = samples.stream().map(Sample::figures).toList();
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        Map<String, Long> medians = new TreeMap<>();
        for (String name : names) {
            List<Long> values = rows.stream()
                    .map(row -> row.getOrDefault(name, 0L))
                    .sorted()
                    .toList();
            medians.put(name, values.get(values.size() / 2));
        }
        return medians;
    }
}
