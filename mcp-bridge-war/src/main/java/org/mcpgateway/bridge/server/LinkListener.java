package org.mcpgateway.bridge.server;

/** Hears what a server says; called by one thread at a time. */
public interface LinkListener {

    /**
     * One JSON-RPC message.
     *
     * @param message UTF-8 without a line break
     */
    void received(byte[] message);

    /**
     * The server has ended, asked or not; nothing follows.
     *
     * @param reason for the log and for whoever waits
     */
    void closed(String reason);
}
