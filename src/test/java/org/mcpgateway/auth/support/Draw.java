package org.mcpgateway.auth.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** One drawn case: everything in it comes of a row of numbers, which can be drawn again and made smaller. */
public final class Draw {

    private final List<Integer> given;
    private final Random random;
    private final List<Integer> drawn = new ArrayList<>();

    /** A new case. */
    Draw(long seed) {
        this(List.of(), new Random(seed));
    }

    /** The case of these numbers; whatever else is drawn is the smallest there is. */
    Draw(List<Integer> given) {
        this(given, new Random() {
            @Override
            public int nextInt(int bound) {
                return 0;
            }
        });
    }

    private Draw(List<Integer> given, Random random) {
        this.given = given;
        this.random = random;
    }

    /** A number from zero to {@code bound - 1}. */
    public int below(int bound) {
        int at = drawn.size();
        int number = at < given.size() ? Math.min(given.get(at), bound - 1) : random.nextInt(bound);
        drawn.add(number);
        return number;
    }

    /** True so many times of a hundred. */
    public boolean chance(int percent) {
        return below(100) >= 100 - percent;
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T of(T... values) {
        return values[below(values.length)];
    }

    /** Up to so many characters of an alphabet. */
    public String text(String alphabet, int longest) {
        var text = new StringBuilder();
        for (int left = below(longest + 1); left > 0; left--) {
            text.append(alphabet.charAt(below(alphabet.length())));
        }
        return text.toString();
    }

    /** Up to so many of something. */
    public <T> List<T> list(int most, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int left = below(most + 1); left > 0; left--) {
            list.add(one.get());
        }
        return list;
    }

    /** The numbers that this case came of. */
    List<Integer> numbers() {
        return Collections.unmodifiableList(drawn);
    }
}
