package org.mcpgateway.bridge.session;

/** A session cannot be opened because so many are open. */
public final class SessionLimitException extends RuntimeException {

    SessionLimitException() {
        super("too many sessions are open: try again later");
    }
}
