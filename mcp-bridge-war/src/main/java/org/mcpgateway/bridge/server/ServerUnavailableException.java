package org.mcpgateway.bridge.server;

/** A server cannot be started or reached; the message is for the client and names no path or environment. */
public class ServerUnavailableException extends RuntimeException {

    /** @param problem what cannot be done */
    public ServerUnavailableException(String problem) {
        super(problem);
    }

    /** @param problem what cannot be done, and why for the log */
    public ServerUnavailableException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
