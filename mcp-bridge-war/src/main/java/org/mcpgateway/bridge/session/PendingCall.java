package org.mcpgateway.bridge.session;

import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.tracing.CallSpan;

/** A client's request on its way through the child, with the number that the session gave it. */
final class PendingCall {

    private final long number;
    private final RawJson id;
    private final Optional<RawJson> progressToken;
    private final CallResponse response;
    private final CallSpan span;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean cancelled;

    PendingCall(long number, JsonRpcMessage.Request request, CallResponse response, CallSpan span) {
        this.number = number;
        this.id = request.id();
        this.progressToken = request.progressToken();
        this.response = response;
        this.span = span;
        span.taken();
    }

    long number() {
        return number;
    }

    RawJson id() {
        return id;
    }

    Optional<RawJson> progressToken() {
        return progressToken;
    }

    CallResponse response() {
        return response;
    }

    /** What answers it, with the id that its client knows. */
    void answer(int status, byte[] message) {
        span.told(message);
        response.answer(status, message);
    }

    /** Something that belongs to this call and comes before its answer. */
    void send(byte[] message) {
        heardAt = System.nanoTime();
        response.send(message);
    }

    /** Its client wants no answer any more. */
    void cancel() {
        heardAt = System.nanoTime();
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Nanoseconds since the child last said something about it, or its client that it is cancelled. */
    long silence() {
        return System.nanoTime() - heardAt;
    }
}
