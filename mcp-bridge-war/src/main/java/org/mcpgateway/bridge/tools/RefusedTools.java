package org.mcpgateway.bridge.tools;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.LineLimit;

/** Counts calls of tools that are not allowed, and tells the log of so many in a minute: clients must not fill it. */
@ApplicationScoped
public class RefusedTools {

    private static final System.Logger LOG = System.getLogger(RefusedTools.class.getName());
    private static final int LINES_PER_MINUTE = 20;
    private static final int LONGEST_NAME = 128;

    private final BridgeMetrics metrics;
    private final LineLimit limit = new LineLimit(
            LINES_PER_MINUTE,
            Duration.ofMinutes(1),
            leftOut -> LOG.log(
                    System.Logger.Level.WARNING, "event=tool-refused-limited lines={0}", Long.toString(leftOut)));

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
        if (limit.hasRoom()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=tool-refused service={0} tool=\"{1}\"",
                    service,
                    printable(tool));
        }
    }

    private static String printable(String tool) {
        String shown = tool.length() > LONGEST_NAME ? tool.substring(0, LONGEST_NAME) + "…" : tool;
        return shown.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\"]", "?");
    }
}
