package org.mcpgateway.bridge.http;

/** A body that is not read, or not to its end. */
final class RefusedBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedBodyException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Of one that is longer than a message may be. */
    static RefusedBodyException tooLong() {
        return new RefusedBodyException(413, "the message is too long");
    }

    /** Of one that did not come in its time. */
    static RefusedBodyException tooSlow() {
        return new RefusedBodyException(408, "the message did not come in time");
    }

    /** Of one for which there is no room, or none any more. */
    static RefusedBodyException noRoom() {
        return new RefusedBodyException(503, "too many messages come slowly: send it at once, or try again");
    }

    /** Of one that was to come when the bridge stopped. */
    static RefusedBodyException stopping() {
        return new RefusedBodyException(503, "the bridge stops: try again");
    }

    /** The status of the answer (RFC 9110 s15); the message is what the sender is told. */
    int status() {
        return status;
    }
}
