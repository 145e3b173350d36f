package org.mcpgateway.bridge.server;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Writes a child's standard error to the log, no more than so many lines a second, and says how many it left out. */
final class StderrLog {

    private static final System.Logger LOG = System.getLogger("mcp.child");
    private static final int LINES_PER_SECOND = 20;

    private final String label;
    private long second = Long.MIN_VALUE;
    private int lines;
    private long leftOut;

    StderrLog(String label) {
        this.label = label;
    }

    void line(byte[] line) {
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (now != second) {
            second = now;
            lines = 0;
            if (leftOut > 0) {
                LOG.log(System.Logger.Level.WARNING, "event=child-stderr-limited label={0} lines={1}", label, leftOut);
                leftOut = 0;
            }
        }
        if (++lines > LINES_PER_SECOND) {
            leftOut++;
            return;
        }
        LOG.log(System.Logger.Level.INFO, "event=child-stderr label={0} text={1}", label, printable(line));
    }

    private static String printable(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }
}
