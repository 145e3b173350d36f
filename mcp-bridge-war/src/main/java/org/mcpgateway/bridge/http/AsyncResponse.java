package org.mcpgateway.bridge.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.session.Sink;

/** The response of one request, open for as long as it takes; written by one thread at a time. */
public final class AsyncResponse implements Sink {

    private static final System.Logger LOG = System.getLogger(AsyncResponse.class.getName());

    private final Runnable completion;
    private final HttpServletResponse response;
    private final ReentrantLock writing = new ReentrantLock();
    private final CallLimit.@Nullable Place place;
    private boolean ended;

    private AsyncResponse(Runnable completion, HttpServletResponse response, CallLimit.@Nullable Place place) {
        this.completion = completion;
        this.response = response;
        this.place = place;
    }

    /** Keeps the response open after the servlet has returned; the container's own timeout costs too much per call. */
    static AsyncResponse start(HttpServletRequest request, HttpServletResponse response) {
        LateBody late = LateBody.of(request);
        if (late != null) {
            return new AsyncResponse(late.keep(), response, CallLimit.keptBy(request));
        }
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        return new AsyncResponse(context::complete, response, CallLimit.keptBy(request));
    }

    @Override
    public void json(int status, byte[] message) throws IOException {
        writing.lock();
        try {
            if (!ended) {
                JsonResponse.write(response, status, message);
            }
        } finally {
            end();
            writing.unlock();
        }
    }

    /** Says when to try again, in seconds; to be called before the status is sent. */
    void retryAfter(long seconds) {
        writing.lock();
        try {
            if (!ended) {
                response.setHeader("Retry-After", Long.toString(seconds));
            }
        } finally {
            writing.unlock();
        }
    }

    /** Answers with a status and no body. */
    void status(int status) {
        writing.lock();
        try {
            if (!ended) {
                response.setStatus(status);
                end();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Answers with an error of the bridge's own, if nothing has been answered yet. */
    void fail(int status, String message) {
        writing.lock();
        try {
            if (ended || response.isCommitted()) {
                return;
            }
            json(status, JsonRpcError.message(null, JsonRpcError.SERVER_ERROR, message));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=client-gone", e);
        } finally {
            end();
            writing.unlock();
        }
    }

    /** Begins to answer with this status and these headers; the body follows by {@link #write}. */
    void begin(int status, Map<String, String> headers) throws IOException {
        writing.lock();
        try {
            requireOpen();
            response.setStatus(status);
            headers.forEach(response::setHeader);
            response.flushBuffer();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void openStream() throws IOException {
        begin(
                HttpServletResponse.SC_OK,
                Map.of(
                        "Content-Type", "text/event-stream",
                        "Cache-Control", "no-store, no-transform",
                        "X-Accel-Buffering", "no"));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        writing.lock();
        try {
            requireOpen();
            ServletOutputStream body = response.getOutputStream();
            body.write(bytes);
            body.flush();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void end() {
        writing.lock();
        try {
            if (!ended) {
                ended = true;
                if (place != null) {
                    place.leave();
                }
                completion.run();
            }
        } finally {
            writing.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (ended) {
            throw new IOException("the response has ended");
        }
    }
}
