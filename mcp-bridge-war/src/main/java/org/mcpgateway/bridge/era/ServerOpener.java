package org.mcpgateway.bridge.era;

import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/** Starts one server of a service for a principal. */
@FunctionalInterface
public interface ServerOpener {

    /**
     * Starts it.
     *
     * @param listener gets what the server says
     * @return the link, started
     */
    McpServerLink open(LinkListener listener);
}
