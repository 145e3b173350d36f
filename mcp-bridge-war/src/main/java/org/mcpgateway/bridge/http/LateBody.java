package org.mcpgateway.bridge.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body that is still to come. No thread waits for it: the container tells what came, and that its time is over. Then
 * the request is dispatched once more, with the body or with the reason why it is refused.
 */
final class LateBody implements ReadListener, AsyncListener {

    private static final String OUTCOME = LateBody.class.getName();
    private static final int FIRST_PIECE = 8 * 1024;

    private final AsyncContext async;
    private final ServletInputStream body;
    private final long announced;
    private final int most;
    private final BodyRoom.Share share;
    private final AtomicBoolean over = new AtomicBoolean();
    private byte[] bytes;
    private int length;

    /** @param most that are read of it: one more than a message may have */
    private LateBody(HttpServletRequest request, int most, BodyRoom.Share share) throws IOException {
        this.body = request.getInputStream();
        this.announced = request.getContentLengthLong();
        this.most = announced < 0 ? most : (int) announced;
        this.share = share;
        this.bytes = new byte[Math.min(this.most, FIRST_PIECE)];
        this.async = request.startAsync();
    }

    /**
     * Lets a request come again when its body has come.
     *
     * @param limit of its bytes; not less than what is announced
     * @param millis that it has
     * @param share that is left when it is over
     */
    static void await(HttpServletRequest request, int limit, long millis, BodyRoom.Share share) throws IOException {
        LateBody late = new LateBody(request, limit + 1, share);
        late.async.setTimeout(millis);
        late.async.addListener(late);
        late.body.setReadListener(late);
    }

    /** Refuses a request for whose body there is no room. */
    static void refuse(HttpServletRequest request) {
        request.setAttribute(OUTCOME, noRoom());
    }

    /**
     * What came of the body of a request that is dispatched once more; empty where none was late.
     *
     * @throws RefusedBodyException when it did not come to its end
     */
    static Optional<byte[]> outcome(HttpServletRequest request) throws RefusedBodyException {
        return switch (request.getAttribute(OUTCOME)) {
            case byte[] bytes -> Optional.of(bytes);
            case RefusedBodyException refused -> throw refused;
            case null, default -> Optional.empty();
        };
    }

    /** Whether the request has one. */
    static boolean hasOutcome(HttpServletRequest request) {
        return request.getAttribute(OUTCOME) != null;
    }

    /** The end of one of a known length is not looked for: where another protocol is asked for there is none. */
    @Override
    public void onDataAvailable() throws IOException {
        while (!over.get() && body.isReady()) {
            if (length == bytes.length && !grow()) {
                end(noRoom());
                return;
            }
            int read = body.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length == most) {
                end(announced < 0 ? RefusedBodyException.tooLong() : bytes);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end(Arrays.copyOf(bytes, length));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(new RefusedBodyException(408, "the message did not come in time"));
    }

    /** The client is gone. */
    @Override
    public void onError(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            share.leave();
            async.complete();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (over.compareAndSet(false, true)) {
            share.leave();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private static RefusedBodyException noRoom() {
        return new RefusedBodyException(503, "too many messages come slowly: send it at once, or try again");
    }

    private boolean grow() {
        int longer = (int) Math.min(most, 2L * length);
        if (!share.grow(longer - length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, longer);
        return true;
    }

    private void end(Object outcome) {
        if (over.compareAndSet(false, true)) {
            share.leave();
            async.getRequest().setAttribute(OUTCOME, outcome);
            async.dispatch();
        }
    }
}
