package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * A client's request on its way through the child. While the child says only one thing the answer is JSON; at the first
 * word before it, or after a silence that proxies would not bear, it becomes an event stream.
 */
final class PendingCall {

    private final long number;
    private final JsonRpcMessage.Request request;
    private final Optional<RawJson> progressToken;
    private final Sink sink;
    private final EventStream stream;
    private final long startedAt = System.nanoTime();
    private volatile long heardAt = startedAt;
    private boolean streaming;
    private boolean done;

    PendingCall(long number, JsonRpcMessage.Request request, Sink sink, EventStream stream) {
        this.number = number;
        this.request = request;
        this.progressToken = request.progressToken();
        this.sink = sink;
        this.stream = stream;
    }

    long number() {
        return number;
    }

    RawJson id() {
        return request.id();
    }

    Optional<RawJson> progressToken() {
        return progressToken;
    }

    EventStream stream() {
        return stream;
    }

    /** Nanoseconds since the child last said something about it. */
    long silence() {
        return System.nanoTime() - heardAt;
    }

    synchronized boolean isStreaming() {
        return streaming;
    }

    /** Something that belongs to this call and comes before its answer. */
    synchronized void send(byte[] message) {
        if (done) {
            return;
        }
        heardAt = System.nanoTime();
        openStream();
        stream.send(message);
    }

    /** The answer. */
    synchronized void answer(byte[] message) {
        if (done) {
            return;
        }
        done = true;
        if (streaming) {
            stream.finish(message);
            return;
        }
        try {
            sink.json(200, message);
        } catch (IOException e) {
            sink.end();
        }
    }

    /** An answer whose HTTP status says more, while the status is still open. */
    synchronized void fail(int status, byte[] message) {
        if (done) {
            return;
        }
        if (streaming) {
            answer(message);
            return;
        }
        done = true;
        try {
            sink.json(status, message);
        } catch (IOException e) {
            sink.end();
        }
    }

    /** Turns a long silence into a stream with a sign of life. */
    synchronized void keepAlive(long silenceNanos) {
        if (!done && !streaming && System.nanoTime() - startedAt >= silenceNanos) {
            openStream();
        }
    }

    private void openStream() {
        if (streaming) {
            return;
        }
        streaming = true;
        try {
            stream.attach(sink, 0);
        } catch (IOException e) {
            stream.detach();
        }
    }
}
