package org.mcpgateway.bridge.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The end of threads that answer clients. */
final class Farewell {

    private Farewell() {}

    /**
     * Takes no more work, and lets what is under way come to its end; what has not then is interrupted.
     *
     * @param seconds that it has
     * @param event that is logged when something is interrupted
     */
    static void to(ExecutorService threads, long seconds, System.Logger log, String event) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(seconds, TimeUnit.SECONDS)) {
                log.log(System.Logger.Level.WARNING, "event=" + event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
