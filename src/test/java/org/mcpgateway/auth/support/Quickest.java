package org.mcpgateway.auth.support;

import java.time.Duration;
import java.util.concurrent.Callable;

/** How long something takes on a machine that may be busy with other things too: a defect is slow each time. */
public final class Quickest {

    private static final int ATTEMPTS = 4;

    private Quickest() {}

    /**
     * The shortest time of a few attempts, as each tells its own.
     *
     * @param limit the first attempt that stays below it is the last
     */
    public static Duration below(Duration limit, Callable<Duration> attempt) throws Exception {
        Duration quickest = attempt.call();
        for (int i = 1; i < ATTEMPTS && quickest.compareTo(limit) >= 0; i++) {
            Duration next = attempt.call();
            quickest = next.compareTo(quickest) < 0 ? next : quickest;
        }
        return quickest;
    }
}
