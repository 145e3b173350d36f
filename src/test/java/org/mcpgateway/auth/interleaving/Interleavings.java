package org.mcpgateway.auth.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Goes through the orders in which a scenario's commands can reach Redis: first all in which somebody is interrupted no
 * more than a few times (most races need one or two), then as many drawn from a number that the failure tells and
 * {@code -Dinterleaving.seed=} takes.
 */
public final class Interleavings {

    private static final int AT_ONCE = 4;

    private final Supplier<Scenario> scenarios;

    private Interleavings(Supplier<Scenario> scenarios) {
        this.scenarios = scenarios;
    }

    /** Of a scenario that is made anew for each order. */
    public static Interleavings of(Supplier<Scenario> scenarios) {
        return new Interleavings(scenarios);
    }

    /**
     * Plays the orders and checks each.
     *
     * @param interruptions the most in one order, of those that are gone through one by one
     * @param drawn how many more are drawn
     */
    public void play(int interruptions, int drawn) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService players = Executors.newFixedThreadPool(AT_ONCE)) {
            int played = playAll(interruptions, threads, players);
            long seed = Long.getLong("interleaving.seed", System.nanoTime());
            all(
                    players,
                    IntStream.range(0, drawn)
                            .<Callable<List<Prefix>>>mapToObj(i -> () -> {
                                run(new Drawn(seed + i), "seed " + (seed + i), threads);
                                return List.of();
                            })
                            .toList());
            System.out.println("interleavings: " + played + " gone through, " + drawn + " drawn from " + seed);
        }
    }

    private int playAll(int interruptions, ExecutorService threads, ExecutorService players) {
        int played = 0;
        List<Prefix> next = List.of(new Prefix(List.of(), interruptions));
        while (!next.isEmpty()) {
            played += next.size();
            next = all(
                    players,
                    next.stream()
                            .<Callable<List<Prefix>>>map(
                                    prefix -> () -> prefix.others(run(prefix, "beginning " + prefix.actors(), threads)))
                            .toList());
        }
        return played;
    }

    private List<Turns.Step> run(Turns.Choice choice, String name, ExecutorService threads) {
        Scenario scenario = scenarios.get();
        List<Runnable> actors = scenario.actors();
        Turns turns = new Turns(choice, actors.size());
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Future<?>> acts = new ArrayList<>();
        for (int i = 0; i < actors.size(); i++) {
            int actor = i;
            acts.add(threads.submit(() -> turns.act(actor, actors.get(actor), failures::add)));
        }
        acts.forEach(Interleavings::result);
        List<Turns.Step> steps = List.copyOf(turns.steps());
        try {
            failures.forEach(failure -> {
                throw new AssertionError(failure);
            });
            scenario.check().run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    name + ", order of the actors' commands: "
                            + steps.stream().map(Turns.Step::actor).toList() + ": " + e.getMessage(),
                    e);
        }
        return steps;
    }

    private static List<Prefix> all(ExecutorService players, List<Callable<List<Prefix>>> plays) {
        List<Prefix> found = new ArrayList<>();
        List<Future<List<Prefix>>> results = plays.stream().map(players::submit).toList();
        try {
            results.forEach(result -> found.addAll(result(result)));
        } catch (AssertionError e) {
            players.shutdownNow();
            throw e;
        }
        return found;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins as told and then lets everybody go on for as long as they can. */
    private record Prefix(List<Integer> actors, int interruptions) implements Turns.Choice {

        @Override
        public int next(int step, SortedSet<Integer> waiting, int last) {
            if (step < actors.size()) {
                return actors.get(step);
            }
            return waiting.contains(last) ? last : waiting.first();
        }

        /** The orders that begin as this one did and then differ. */
        List<Prefix> others(List<Turns.Step> steps) {
            List<Prefix> others = new ArrayList<>();
            List<Integer> sofar = new ArrayList<>(actors);
            for (Turns.Step step : steps.subList(actors.size(), steps.size())) {
                for (int instead : step.waiting()) {
                    int left = interruptions - (step.isInterruption(instead) ? 1 : 0);
                    if (instead != step.actor() && left >= 0) {
                        List<Integer> other = new ArrayList<>(sofar);
                        other.add(instead);
                        others.add(new Prefix(List.copyOf(other), left));
                    }
                }
                sofar.add(step.actor());
            }
            return others;
        }
    }

    /** Anybody at each step, or in every other order somebody for longer. */
    private static final class Drawn implements Turns.Choice {

        private final Random random;
        private final int patience;

        Drawn(long seed) {
            this.random = new Random(seed);
            this.patience = 1 + random.nextInt(6);
        }

        @Override
        public int next(int step, SortedSet<Integer> waiting, int last) {
            if (waiting.contains(last) && random.nextInt(patience) != 0) {
                return last;
            }
            return List.copyOf(waiting).get(random.nextInt(waiting.size()));
        }
    }
}
