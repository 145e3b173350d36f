package org.mcpgateway.bridge.era;

/** The server ended before it answered. */
final class ServerLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerLostException(String reason) {
        super(reason);
    }
}
