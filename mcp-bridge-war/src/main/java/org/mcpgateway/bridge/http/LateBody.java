package org.mcpgateway.bridge.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A body that is still to come. No thread waits for it: the container tells what came, and a clock that its time is
 * over. Then its request is served, asynchronous as it is by now, and refused where the body is not whole.
 */
final class LateBody implements ReadListener {

    private static final String ATTRIBUTE = LateBody.class.getName();
    private static final int FIRST_PIECE = 8 * 1024;
    private static final byte[] NOTHING = {};

    private final HttpServletResponse response;
    private final ServletInputStream body;
    private final int most;
    private final boolean isOfKnownLength;
    private final boolean isWithoutEnd;
    private final BodyRoom.Share share;
    private final Handling handling;
    private final AsyncContext async;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean complete = new AtomicBoolean();
    private final List<IntConsumer> whenAnswered = new ArrayList<>();
    private @Nullable Future<?> deadline;
    private byte[] buffer;
    private int length;
    private byte @Nullable [] come;
    private @Nullable RefusedBodyException refusal;

    /** What is done about a body, as quickly as a listener has to be. */
    interface Handling {

        /** Nothing more is read of it. */
        void over(LateBody body);

        /** Has its request served by another thread, which calls {@link LateBody#served} or {@link LateBody#failed}. */
        void serve(LateBody body);
    }

    /**
     * Makes the request asynchronous.
     *
     * @param limit of its bytes; not less than what is announced
     * @param share that is left when all is read
     */
    LateBody(
            HttpServletRequest request,
            HttpServletResponse response,
            int limit,
            BodyRoom.Share share,
            Handling handling)
            throws IOException {
        long announced = request.getContentLengthLong();
        this.response = response;
        this.body = request.getInputStream();
        this.isOfKnownLength = announced >= 0;
        this.isWithoutEnd = RequestGuard.asksForAnotherProtocol(request);
        this.most = (int) (isOfKnownLength ? announced : Math.min(limit, Integer.MAX_VALUE - FIRST_PIECE) + 1);
        this.share = share;
        this.handling = handling;
        this.buffer = new byte[Math.min(most, FIRST_PIECE)];
        this.async = request.startAsync(request, response);
        async.setTimeout(0);
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The one of a request; none where the body came with it. */
    static @Nullable LateBody of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof LateBody late ? late : null;
    }

    /**
     * Begins to read.
     *
     * @param end of the time that it has: calls {@link #timeOut}
     */
    void begin(Future<?> end) {
        deadline = end;
        body.setReadListener(this);
    }

    /** It did not come in time. */
    void timeOut() {
        finish(RefusedBodyException.tooSlow());
    }

    /** The bridge stops. */
    void stop() {
        finish(RefusedBodyException.stopping());
    }

    /**
     * The whole body, once: a request that the body carries has one of its own.
     *
     * @throws RefusedBodyException when it is not whole
     */
    Optional<byte[]> take() throws RefusedBodyException {
        if (refusal != null) {
            throw refusal;
        }
        Optional<byte[]> taken = Optional.ofNullable(come);
        come = null;
        return taken;
    }

    /** Keeps the response open until what is given back is run, and the request is served. */
    Runnable keep() {
        users.incrementAndGet();
        return this::leave;
    }

    /** Does something with the status once the answer is complete; to be said while the request is served. */
    void whenAnswered(IntConsumer then) {
        whenAnswered.add(then);
    }

    /** The request is served. */
    void served() {
        leave();
    }

    /** It is not, and whoever keeps the response open may never end it. */
    void failed() {
        end(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }

    @Override
    public void onDataAvailable() throws IOException {
        users.incrementAndGet();
        try {
            read();
        } finally {
            leave();
        }
    }

    @Override
    public void onAllDataRead() {
        finish(null);
    }

    /** The client is gone. */
    @Override
    public void onError(Throwable failure) {
        if (isOver()) {
            failed();
        }
    }

    /** Not while somebody still uses the request: the container may give it to the next one. */
    private void leave() {
        if (users.decrementAndGet() == 0) {
            complete();
        }
    }

    private void end(int status) {
        if (!response.isCommitted()) {
            response.setStatus(status);
        }
        complete();
    }

    private void complete() {
        if (complete.compareAndSet(false, true)) {
            int status = response.getStatus();
            async.complete();
            whenAnswered.forEach(then -> then.accept(status));
        }
    }

    private void read() throws IOException {
        while (!over.get() && body.isReady()) {
            if (length == buffer.length && !grow()) {
                finish(RefusedBodyException.noRoom());
                return;
            }
            int read = body.read(buffer, length, buffer.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length == most && !isOfKnownLength) {
                finish(RefusedBodyException.tooLong());
            } else if (length == most) {
                if (isWithoutEnd) {
                    finish(null);
                }
                return;
            }
        }
    }

    private boolean grow() {
        int longer = (int) Math.min(most, 2L * length);
        if (!share.grow(longer - length)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, longer);
        return true;
    }

    private void finish(@Nullable RefusedBodyException reason) {
        if (isOver()) {
            refusal = reason;
            if (reason == null) { // only by the one who reads
                come = length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
                buffer = NOTHING;
            }
            try {
                handling.serve(this);
            } catch (RejectedExecutionException e) { // the bridge stops
                end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        }
    }

    /** Whether it is by this call that nothing more is read. */
    private boolean isOver() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        share.leave();
        handling.over(this);
        if (deadline != null) {
            deadline.cancel(false);
        }
        return true;
    }
}
