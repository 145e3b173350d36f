package org.mcpgateway.bridge.http;

/** A body that is not read, or not to its end. */
final class RefusedBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status of the answer (RFC 9110 s15)
     * @param message what its sender is told
     */
    RefusedBodyException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Of one that is longer than a message may be. */
    static RefusedBodyException tooLong() {
        return new RefusedBodyException(413, "the message is too long");
    }

    /** The status of the answer. */
    int status() {
        return status;
    }
}
