package org.mcpgateway.fuzz;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Many cases over many connections. A case that fails is made as small as it can be and reported once, with the number
 * that makes the same breakages again.
 */
final class FuzzRun {

    private static final int MOST_FINDINGS = 12;

    private final URI server;
    private final List<Operation> operations;
    private final Oracle oracle;
    private final Duration patience;
    private final Map<String, String> findings = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    private final AtomicInteger next = new AtomicInteger();

    /** @param patience how long an answer may take before it counts as none */
    FuzzRun(URI server, List<Operation> operations, Oracle oracle, Duration patience) {
        this.patience = patience;
        this.server = server;
        this.operations = operations;
        this.oracle = oracle;
    }

    /** Runs this many cases with so many connections at once; each has an actor of its own. */
    FuzzRun run(long seed, int cases, int connections, Supplier<Actor> actors) throws Exception {
        next.set(0);
        try (var threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Actor actor = actors.get();
                working.add(threads.submit(() -> work(seed, cases, actor)));
            }
            for (Future<?> work : working) {
                work.get();
            }
        }
        return this;
    }

    /** What went wrong, each defect once. */
    List<String> findings() {
        return findings.values().stream().sorted().toList();
    }

    /** How many answers of each status every operation gave. */
    Map<String, Integer> answers() {
        Map<String, Integer> counts = new TreeMap<>();
        answers.forEach((key, count) -> counts.put(key, count.get()));
        return counts;
    }

    private void work(long seed, int cases, Actor actor) {
        try (var connection = new RawConnection(server, patience)) {
            for (int i = next.getAndIncrement();
                    i < cases && findings.size() < MOST_FINDINGS;
                    i = next.getAndIncrement()) {
                attempt(FuzzCase.of(operations, new Random(seed + i).nextLong()), actor, connection, seed + "+" + i);
            }
        }
    }

    private void attempt(FuzzCase one, Actor actor, RawConnection connection, String number) {
        Outcome outcome = send(one, actor, connection);
        outcome.complaint()
                .ifPresent(complaint -> findings.computeIfAbsent(
                        one.operation().id() + ": " + complaint,
                        key -> report(key, smallest(one, actor, outcome), number)));
    }

    private Smallest smallest(FuzzCase failing, Actor actor, Outcome outcome) {
        for (FuzzCase smaller : failing.smaller()) {
            try (var connection = new RawConnection(server, patience)) {
                Outcome again = send(smaller, actor, connection);
                if (again.complaint().equals(outcome.complaint())) {
                    return smallest(smaller, actor, again);
                }
            }
        }
        return new Smallest(failing, outcome);
    }

    private Outcome send(FuzzCase one, Actor actor, RawConnection connection) {
        Draft draft = one.draft(actor);
        try {
            RawAnswer answer = connection.exchange(draft.bytes(), draft.isHead());
            answers.computeIfAbsent(one.operation().id() + " " + answer.status(), key -> new AtomicInteger())
                    .incrementAndGet();
            Optional<String> complaint = oracle.complaint(one.operation(), draft, answer);
            if (!draft.broken) {
                actor.learn(one.operation(), answer);
            }
            if (answer.body().length == 0 && answer.status() / 100 != 3) {
                connection.close(); // perhaps refused unread: what follows may be the rest of the request's body
            }
            return new Outcome(draft, answer.toString(), complaint);
        } catch (IOException | RuntimeException e) {
            connection.close();
            return new Outcome(draft, e.toString(), draft.broken ? Optional.empty() : Optional.of("no answer: " + e));
        }
    }

    private static String report(String key, Smallest smallest, String number) {
        return key + "\n--- case " + number + ", broken by " + smallest.one().breakages() + "\n"
                + shortened(smallest.outcome().draft().toString()) + "\n--- answered\n"
                + shortened(smallest.outcome().answer()) + "\n";
    }

    private static String shortened(String text) {
        return text.length() < 3_000 ? text : text.substring(0, 3_000) + " … and " + (text.length() - 3_000) + " more";
    }

    private record Outcome(Draft draft, String answer, Optional<String> complaint) {}

    private record Smallest(FuzzCase one, Outcome outcome) {}
}
