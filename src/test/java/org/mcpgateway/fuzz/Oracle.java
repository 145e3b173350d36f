package org.mcpgateway.fuzz;

import java.util.Optional;

/** Says what is wrong with an answer. */
@FunctionalInterface
interface Oracle {

    /** The complaint in a few words, the same for the same defect; empty when all is well. */
    Optional<String> complaint(Operation operation, Draft draft, RawAnswer answer);
}
