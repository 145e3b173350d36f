package org.mcpgateway.bridge.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes a child's standard error to the log, no more than so many lines a second, and says how many it left out. */
final class StderrLog {

    private static final System.Logger LOG = System.getLogger("mcp.child");
    private static final int LINES_PER_SECOND = 20;

    private final String label;
    private final LineLimit limit;

    StderrLog(String label) {
        this.label = label;
        this.limit = new LineLimit(
                LINES_PER_SECOND,
                Duration.ofSeconds(1),
                leftOut -> LOG.log(
                        System.Logger.Level.WARNING, "event=child-stderr-limited label={0} lines={1}", label, leftOut));
    }

    void line(byte[] line) {
        if (limit.hasRoom()) {
            LOG.log(System.Logger.Level.INFO, "event=child-stderr label={0} text={1}", label, printable(line));
        }
    }

    private static String printable(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }
}
