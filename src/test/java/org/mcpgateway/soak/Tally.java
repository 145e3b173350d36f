package org.mcpgateway.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing was done, and every answer that it should not have had. */
final class Tally {

    private static final int MOST_FINDINGS = 50;
    private static final String CLIENTS = "clients";
    private static final String TOLD_TO_COME_BACK = "clients that were told to come back later";

    private final Map<String, LongAdder> done = new ConcurrentSkipListMap<>();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean toldToComeBack = new AtomicBoolean();

    /** Counts an answer; any but the right status is a finding. */
    void expect(String act, int right, int status, String body) {
        count(act + " " + status);
        if (status == 503) {
            toldToComeBack.set(true);
        }
        if (status != right) {
            boolean letIn = right >= 400;
            (letIn ? findings : refusals).add(act + ": " + status + " instead of " + right + ", " + shortened(body));
        }
    }

    /** Counts something that holds or is a finding. */
    void expect(String act, boolean right, String seen) {
        count(act);
        if (!right) {
            refusals.add(act + ": " + shortened(seen));
        }
    }

    void count(String act) {
        done.computeIfAbsent(act, name -> new LongAdder()).increment();
    }

    void wrong(String finding) {
        findings.add(finding);
    }

    /**
     * Adds what one client met.
     *
     * @param late whether it took so long that what it had may have ended: being refused then is right, being let in
     *     never is
     */
    void add(Tally client, boolean late) {
        client.done.forEach((act, count) ->
                done.computeIfAbsent(act, name -> new LongAdder()).add(count.sum()));
        addAll(client.findings);
        count(CLIENTS);
        if (client.toldToComeBack.get()) {
            count(TOLD_TO_COME_BACK); // by a server that did not reach Redis in time, say; the rest follows from it
        } else if (late) {
            count("clients whose life took too long to judge refusals");
        } else {
            addAll(client.refusals);
        }
    }

    /** The first of what was wrong; one client in a hundred may be told to come back later. */
    List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        long told = counts().getOrDefault(TOLD_TO_COME_BACK, 0L);
        if (told * 100 > counts().getOrDefault(CLIENTS, 0L)) {
            all.add(told + " clients were told to come back later");
        }
        return all;
    }

    /** How many answers there were. */
    long answers() {
        return counts().entrySet().stream()
                .filter(act -> !act.getKey().startsWith(CLIENTS))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What was done and how often, by name. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        done.forEach((act, count) -> counts.put(act, count.sum()));
        return counts;
    }

    private void addAll(Queue<String> more) {
        if (findings.size() < MOST_FINDINGS) {
            findings.addAll(more);
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }
}
