package org.mcpgateway.bridge.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcpgateway.bridge.session.Sink;

/** The response of one request, open for as long as it takes; written by one thread at a time. */
final class AsyncResponse implements Sink {

    private final AsyncContext context;
    private final HttpServletResponse response;
    private boolean ended;

    private AsyncResponse(AsyncContext context, HttpServletResponse response) {
        this.context = context;
        this.response = response;
    }

    /** Keeps the response open after the servlet has returned; the container's own timeout costs too much per call. */
    static AsyncResponse start(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        return new AsyncResponse(context, response);
    }

    @Override
    public synchronized void json(int status, byte[] message) throws IOException {
        if (ended) {
            return;
        }
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(message.length);
        try {
            response.getOutputStream().write(message);
        } finally {
            end();
        }
    }

    /** Says when to try again, in seconds; to be called before the status is sent. */
    synchronized void retryAfter(long seconds) {
        if (!ended) {
            response.setHeader("Retry-After", Long.toString(seconds));
        }
    }

    /** Answers with a status and no body. */
    synchronized void status(int status) {
        if (!ended) {
            response.setStatus(status);
            end();
        }
    }

    @Override
    public synchronized void openStream() throws IOException {
        requireOpen();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        requireOpen();
        ServletOutputStream body = response.getOutputStream();
        body.write(bytes);
        body.flush();
    }

    @Override
    public synchronized void end() {
        if (!ended) {
            ended = true;
            context.complete();
        }
    }

    private void requireOpen() throws IOException {
        if (ended) {
            throw new IOException("the response has ended");
        }
    }
}
