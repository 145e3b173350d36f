package org.mcpgateway.auth.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items in order; there may be fewer than were asked for even when more follow
 * @param next the cursor of the following part; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /** The same part with each item replaced by what it stands for; left out where there is nothing any more. */
    public <R> Page<R> map(Function<? super T, Optional<R>> step) {
        return new Page<>(
                items.stream().flatMap(item -> step.apply(item).stream()).toList(), next);
    }
}
