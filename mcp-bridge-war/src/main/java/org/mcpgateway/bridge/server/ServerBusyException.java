package org.mcpgateway.bridge.server;

import java.time.Duration;

/** A server cannot be started or does not keep up now, but may later: a limit is reached, or it keeps failing. */
public final class ServerBusyException extends ServerUnavailableException {

    private final Duration retryAfter;
    private final Reason reason;

    /**
     * @param reason its kind
     * @param problem what cannot be done now, for the client
     * @param retryAfter when to try again
     */
    public ServerBusyException(Reason reason, String problem, Duration retryAfter) {
        super(problem);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Why it cannot be now. */
    public enum Reason {
        /** A limit is reached. */
        FULL,
        /** Earlier ones failed. */
        FAILING,
        /** It runs, but does not read what it is sent. */
        STUCK
    }

    /** Why it cannot be now. */
    public Reason reason() {
        return reason;
    }

    /** When to try again, in whole seconds, at least one: the value of {@code Retry-After} (RFC 9110 s10.2.3). */
    public long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
