package org.mcpgateway.bridge.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.IntConsumer;

/** The end of an answer that goes on after the servlet has returned. */
final class AnswerEnd implements AsyncListener {

    private final HttpServletResponse response;
    private final IntConsumer then;

    private AnswerEnd(HttpServletResponse response, IntConsumer then) {
        this.response = response;
        this.then = then;
    }

    /** Does something with the status when the answer is complete: now, or later on another thread. */
    static void of(HttpServletRequest request, HttpServletResponse response, IntConsumer then) {
        LateBody late = LateBody.of(request);
        if (late != null) {
            late.whenAnswered(then);
            return;
        }
        if (request.isAsyncStarted()) {
            try {
                request.getAsyncContext().addListener(new AnswerEnd(response, then));
                return;
            } catch (IllegalStateException e) {
                // It is complete by now.
            }
        }
        then.accept(response.getStatus());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        then.accept(response.getStatus());
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
