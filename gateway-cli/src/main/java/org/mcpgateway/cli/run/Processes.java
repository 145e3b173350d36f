package org.mcpgateway.cli.run;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Ends processes. */
final class Processes {

    private Processes() {}

    /** Asks a process to end and waits; ends it by force when it has not ended in time. */
    static void end(Process process, Duration patience) {
        process.destroy();
        try {
            process.onExit()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException tooLate) {
            process.destroyForcibly().onExit().join();
        }
    }
}
