package org.mcpgateway.bridge.session;

import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/** A client's request on its way through the child, with the number that the session gave it. */
final class PendingCall {

    private final long number;
    private final RawJson id;
    private final Optional<RawJson> progressToken;
    private final CallResponse response;
    private volatile long heardAt = System.nanoTime();

    PendingCall(long number, JsonRpcMessage.Request request, CallResponse response) {
        this.number = number;
        this.id = request.id();
        this.progressToken = request.progressToken();
        this.response = response;
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

    /** Something that belongs to this call and comes before its answer. */
    void send(byte[] message) {
        heardAt = System.nanoTime();
        response.send(message);
    }

    /** Nanoseconds since the child last said something about it. */
    long silence() {
        return System.nanoTime() - heardAt;
    }
}
