package org.mcpgateway.bridge.server;

/** An MCP server that runs inside the bridge. */
public interface InProcessServer {

    /** The name under which the catalogue finds it. */
    String name();

    /** Starts a connection of its own. */
    McpServerLink open(LinkListener listener);
}
