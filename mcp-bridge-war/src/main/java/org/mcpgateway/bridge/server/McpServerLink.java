package org.mcpgateway.bridge.server;

/** The bridge's connection to one running MCP server. */
public interface McpServerLink extends AutoCloseable {

    /**
     * Sends one JSON-RPC message.
     *
     * @param message UTF-8 without a line break; not to be changed afterwards
     * @throws ServerUnavailableException when the server has ended or does not take the message
     */
    void send(byte[] message);

    /**
     * Sends a request on a thread that serves nobody else and holds no lock: it may be written on this thread.
     *
     * @param request as for {@link #send}
     * @throws ServerUnavailableException when the server has ended or does not take the request
     */
    default void call(byte[] request) {
        send(request);
    }

    /** Ends the server and everything it started; returns at once. */
    @Override
    void close();
}
