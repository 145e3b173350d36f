package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * The HTTP response to one POST: to one request, or to the requests of a batch (2025-03-26). While the child says only
 * what it owes, the response is JSON; at the first word before, or after a silence that proxies would not bear, it
 * becomes an event stream.
 */
final class CallResponse {

    private final Sink sink;
    private final EventStream stream;
    private final Streams streams;
    private final boolean batch;
    private final List<byte[]> answers = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private final ReentrantLock writing = new ReentrantLock();
    private int owed;
    private volatile boolean streaming;

    private CallResponse(Sink sink, EventStream stream, Streams streams, boolean batch, int owed) {
        this.sink = sink;
        this.stream = stream;
        this.streams = streams;
        this.batch = batch;
        this.owed = owed;
    }

    /** The response to one request. */
    static CallResponse single(Sink sink, EventStream stream, Streams streams) {
        return new CallResponse(sink, stream, streams, false, 1);
    }

    /** The response to so many requests of one batch. */
    static CallResponse batch(Sink sink, EventStream stream, Streams streams, int requests) {
        return new CallResponse(sink, stream, streams, true, requests);
    }

    /** Something that comes before an answer. */
    void send(byte[] message) {
        writing.lock();
        try {
            if (owed > 0) {
                openStream();
                stream.send(message);
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * The answer to a request.
     *
     * @param status of the response, if that is still open and to one request
     */
    void answer(int status, byte[] message) {
        writing.lock();
        try {
            owed--;
            if (!streaming) {
                answers.add(message);
                if (owed == 0) {
                    sink.json(batch ? 200 : status, batch ? RawJson.array(answers) : message);
                }
            } else if (owed > 0) {
                stream.send(message);
            } else {
                stream.finish(message);
            }
        } catch (IOException e) {
            sink.end();
        } finally {
            writing.unlock();
        }
    }

    /** Whether its client is there, as far as anybody knows. */
    boolean isAwaited() {
        return !streaming || stream.isConnected();
    }

    /** Turns a long silence into a stream, which has signs of life. */
    void keepAlive(long silenceNanos) {
        if (System.nanoTime() - startedAt < silenceNanos || !writing.tryLock()) {
            return;
        }
        try {
            if (owed > 0) {
                openStream();
            }
        } finally {
            writing.unlock();
        }
    }

    private void openStream() {
        if (streaming) {
            return;
        }
        streams.add(stream);
        try {
            stream.open(sink);
        } catch (IOException e) {
            stream.detach();
        }
        streaming = true;
        answers.forEach(stream::send);
        answers.clear();
    }
}
