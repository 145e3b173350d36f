package org.mcpgateway.bridge.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A body that is still to come. No thread waits for it: the container tells what came, and a clock that its time is
 * over. Then its request is served, asynchronous as it is by now, and refused where the body is not whole.
 */
final class LateBody implements ReadListener, AsyncListener {

    private static final String ATTRIBUTE = LateBody.class.getName();
    private static final int FIRST_PIECE = 8 * 1024;
    private static final byte[] NOTHING = {};

    private final HttpServletResponse response;
    private final ServletInputStream body;
    private final int most;
    private final boolean isOfKnownLength;
    private final boolean isWithoutEnd;
    private final BodyRoom.Share share;
    private final Consumer<LateBody> whenOver;
    private final AsyncContext async;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<IntConsumer> whenAnswered = new ArrayList<>();
    private @Nullable Future<?> deadline;
    private byte[] bytes;
    private int length;
    private @Nullable RefusedBodyException refusal;
    private boolean isKept;
    private boolean isAnswered;

    /**
     * Makes the request asynchronous.
     *
     * @param limit of its bytes; not less than what is announced
     * @param share that is left when all is read
     * @param whenOver has the request served by another thread, which calls {@link #end}
     */
    LateBody(
            HttpServletRequest request,
            HttpServletResponse response,
            int limit,
            BodyRoom.Share share,
            Consumer<LateBody> whenOver)
            throws IOException {
        long announced = request.getContentLengthLong();
        this.response = response;
        this.body = request.getInputStream();
        this.isOfKnownLength = announced >= 0;
        this.isWithoutEnd = RequestGuard.asksForAnotherProtocol(request);
        this.most = (int) (isOfKnownLength ? announced : Math.min(limit, Integer.MAX_VALUE - FIRST_PIECE) + 1);
        this.share = share;
        this.whenOver = whenOver;
        this.bytes = new byte[Math.min(most, FIRST_PIECE)];
        this.async = request.startAsync(request, response);
        async.setTimeout(0);
        async.addListener(this);
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The one of a request; none where the body came with it. */
    static @Nullable LateBody of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof LateBody late ? late : null;
    }

    /** Of one for which there is no room, or none any more. */
    static RefusedBodyException noRoom() {
        return new RefusedBodyException(503, "too many messages come slowly: send it at once, or try again");
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
        finish(new RefusedBodyException(408, "the message did not come in time"));
    }

    /**
     * The whole body, once; afterwards it is empty: a request that the body carries has one of its own.
     *
     * @throws RefusedBodyException when it is not whole
     */
    Optional<byte[]> take() throws RefusedBodyException {
        if (refusal != null) {
            throw refusal;
        }
        byte[] taken = bytes;
        bytes = NOTHING;
        return taken.length == 0 ? Optional.empty() : Optional.of(taken);
    }

    /** Gives the open response to somebody who completes it. */
    AsyncContext keep() {
        isKept = true;
        return async;
    }

    /** Does something with the status once the answer is complete. */
    void whenAnswered(IntConsumer then) {
        synchronized (whenAnswered) {
            if (!isAnswered) {
                whenAnswered.add(then);
                return;
            }
        }
        then.accept(response.getStatus());
    }

    /** The request is served: completes the response unless somebody keeps it open. */
    void end() {
        if (!isKept) {
            async.complete();
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over.get() && body.isReady()) {
            if (length == bytes.length && !grow()) {
                finish(noRoom());
                return;
            }
            int read = body.read(bytes, length, bytes.length - length);
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

    @Override
    public void onAllDataRead() {
        finish(null);
    }

    /** The client is gone. */
    @Override
    public void onError(Throwable failure) {
        if (isOver()) {
            async.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        List<IntConsumer> told;
        synchronized (whenAnswered) {
            isAnswered = true;
            told = List.copyOf(whenAnswered);
        }
        int status = response.getStatus();
        told.forEach(then -> then.accept(status));
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private boolean grow() {
        int longer = (int) Math.min(most, 2L * length);
        if (!share.grow(longer - length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, longer);
        return true;
    }

    private void finish(@Nullable RefusedBodyException reason) {
        if (isOver()) {
            refusal = reason;
            bytes = reason != null ? NOTHING : length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            whenOver.accept(this);
        }
    }

    /** Whether it is by this call that nothing more is read. */
    private boolean isOver() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        share.leave();
        if (deadline != null) {
            deadline.cancel(false);
        }
        return true;
    }
}
