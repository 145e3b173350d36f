package org.mcpgateway.soak;

import java.util.List;
import java.util.Random;

/** What one client does from its first request on: steps, any of which may be its last. */
abstract class Life {

    /** So often a client is not seen again after a step. */
    private static final double VANISHES = 0.07;

    final Tally tally = new Tally();
    private final Random random;

    Life(Random random) {
        this.random = random;
    }

    /** What it met. */
    final Tally tally() {
        return tally;
    }

    interface Step {
        void take() throws Exception;
    }

    abstract List<Step> steps();

    /** Lives until the last step, or vanishes before one. */
    final void live() throws Exception {
        for (Step step : steps()) {
            step.take();
            if (happens(VANISHES)) {
                return;
            }
        }
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** An address of a client, of which there are sixteen million. */
    String address() {
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }
}
