package org.mcpgateway.auth.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What holds for every case: tried on many drawn ones. One for which it does not hold is made smaller for as long as it
 * does not, then told with the numbers it came of; {@code -Dproperty.seed=} draws the same cases again.
 */
public final class Property {

    private static final int MOST_ATTEMPTS = 2000;

    private Property() {}

    /** Tries the property on so many cases; it says by an exception that it does not hold. */
    public static void holds(int cases, Consumer<Draw> property) {
        long seed = Long.getLong("property.seed", System.nanoTime());
        for (int i = 0; i < cases; i++) {
            Draw draw = new Draw(seed + i);
            Optional<Throwable> failure = failure(property, draw);
            if (failure.isPresent()) {
                List<Integer> smallest = smaller(property, draw.numbers());
                throw new AssertionError(
                        "seed " + (seed + i) + ", made smaller: " + smallest,
                        failure(property, new Draw(smallest)).orElse(failure.get()));
            }
        }
    }

    private static Optional<Throwable> failure(Consumer<Draw> property, Draw draw) {
        try {
            property.accept(draw);
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of(e);
        }
    }

    private static List<Integer> smaller(Consumer<Draw> property, List<Integer> numbers) {
        List<Integer> smallest = List.copyOf(numbers);
        int attempts = 0;
        boolean better = true;
        while (better) {
            better = false;
            for (List<Integer> candidate : candidates(smallest)) {
                if (attempts++ == MOST_ATTEMPTS) {
                    return smallest;
                }
                if (failure(property, new Draw(candidate)).isPresent()) {
                    smallest = candidate;
                    better = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Fewer numbers first, then smaller ones. */
    private static List<List<Integer>> candidates(List<Integer> numbers) {
        List<List<Integer>> candidates = new ArrayList<>();
        for (int length = numbers.size(); length > 0; length /= 2) {
            for (int from = 0; from + length <= numbers.size(); from += length) {
                List<Integer> fewer = new ArrayList<>(numbers);
                fewer.subList(from, from + length).clear();
                candidates.add(List.copyOf(fewer));
            }
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) > 0) {
                List<Integer> less = new ArrayList<>(numbers);
                less.set(i, numbers.get(i) / 2);
                candidates.add(List.copyOf(less));
            }
        }
        return candidates;
    }
}
