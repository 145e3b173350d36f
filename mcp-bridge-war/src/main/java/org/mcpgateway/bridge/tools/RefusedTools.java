package org.mcpgateway.bridge.tools;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.bridge.metrics.BridgeMetrics;

/** Counts calls of tools that are not allowed, and tells the log of so many in a minute: clients must not fill it. */
@ApplicationScoped
public class RefusedTools {

    private static final System.Logger LOG = System.getLogger(RefusedTools.class.getName());
    private static final int LINES_PER_MINUTE = 20;
    private static final int LONGEST_NAME = 128;

    private final BridgeMetrics metrics;
    private long minute = Long.MIN_VALUE;
    private int lines;
    private long leftOut;

    @Inject
    public RefusedTools(BridgeMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * A call was refused.
     *
     * @param tool as the client named it
     */
    void refused(String service, String tool) {
        metrics.toolRefused(service);
        if (hasLine(TimeUnit.NANOSECONDS.toMinutes(System.nanoTime()))) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=tool-refused service={0} tool=\"{1}\"",
                    service,
                    printable(tool));
        }
    }

    private synchronized boolean hasLine(long now) {
        if (now != minute) {
            minute = now;
            lines = 0;
            if (leftOut > 0) {
                LOG.log(System.Logger.Level.WARNING, "event=tool-refused-limited lines={0}", Long.toString(leftOut));
                leftOut = 0;
            }
        }
        if (++lines > LINES_PER_MINUTE) {
            leftOut++;
            return false;
        }
        return true;
    }

    private static String printable(String tool) {
        String shown = tool.length() > LONGEST_NAME ? tool.substring(0, LONGEST_NAME) + "…" : tool;
        return shown.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\"]", "?");
    }
}
