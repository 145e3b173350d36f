package org.mcpgateway.bridge.fetch;

/** A page cannot be fetched; the message is told to the model. */
final class FetchException extends Exception {

    FetchException(String problem) {
        super(problem);
    }

    /** What the model is told. */
    String problem() {
        return String.valueOf(getMessage());
    }
}
