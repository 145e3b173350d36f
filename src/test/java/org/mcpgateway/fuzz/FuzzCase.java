package org.mcpgateway.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A request and what is broken about it. Each breakage has random numbers of its own, so that it stays the same when
 * others are left out.
 *
 * @param operation whose request
 * @param seed of the request before it is broken
 * @param breakages in order
 */
record FuzzCase(Operation operation, long seed, List<Breakage> breakages) {

    private static final int MOST_BREAKAGES = 5;

    /**
     * A mutation with its random numbers.
     *
     * @param mutation what is broken
     * @param seed how
     */
    record Breakage(Mutation mutation, long seed) {}

    static FuzzCase of(List<Operation> operations, long seed) {
        var random = new Random(seed);
        Operation operation = Nasty.pick(operations, random);
        List<Breakage> breakages = new ArrayList<>();
        for (int left = random.nextInt(MOST_BREAKAGES); left > 0; left--) {
            breakages.add(new Breakage(Nasty.pick(List.of(Mutation.values()), random), random.nextLong()));
        }
        return new FuzzCase(operation, random.nextLong(), List.copyOf(breakages));
    }

    Draft draft(Actor actor) {
        Draft draft = actor.request(operation, new Random(seed));
        breakages.forEach(breakage -> breakage.mutation().apply(draft, new Random(breakage.seed())));
        return draft;
    }

    /** The same with one breakage less, each in turn. */
    List<FuzzCase> smaller() {
        List<FuzzCase> smaller = new ArrayList<>();
        for (int i = 0; i < breakages.size(); i++) {
            List<Breakage> rest = new ArrayList<>(breakages);
            rest.remove(i);
            smaller.add(new FuzzCase(operation, seed, rest));
        }
        return smaller;
    }
}
