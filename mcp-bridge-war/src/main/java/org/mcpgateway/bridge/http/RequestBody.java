package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Reads request bodies, none longer than one message may be. */
@Dependent
public class RequestBody {

    private static final int HEADERS = 64 * 1024;

    private final int limit;
    private final int forwardedLimit;
    private final Principal principals;
    private final LateBodies late;

    @Inject
    public RequestBody(BridgeConfig.LimitSettings limits, Principal principals, LateBodies late) {
        this.limit = limits.messageBytes();
        this.forwardedLimit = (int) Math.min((long) limit + HEADERS, Integer.MAX_VALUE);
        this.principals = principals;
        this.late = late;
    }

    /** Whether the body of a message is still to come. */
    boolean isLate(HttpServletRequest request) throws IOException {
        return isLate(request, limit);
    }

    /** The same of what another replica hands over: a body with what belongs to it. */
    boolean isForwardedLate(HttpServletRequest request) throws IOException {
        return isLate(request, forwardedLimit);
    }

    /**
     * Serves a message whose body is late, once it has come or will not.
     *
     * @throws RefusedBodyException when there is no room for it
     */
    void await(HttpServletRequest request, HttpServletResponse response, RequestLines.Serving serving)
            throws IOException, RefusedBodyException {
        late.await(request, response, limit, principals.signedIn(request), serving);
    }

    /** The same of what another replica hands over. */
    void awaitForwarded(HttpServletRequest request, HttpServletResponse response, RequestLines.Serving serving)
            throws IOException, RefusedBodyException {
        late.await(request, response, forwardedLimit, "replica " + request.getRemoteAddr(), serving);
    }

    /**
     * The whole body, which has come.
     *
     * @throws RefusedBodyException when it is too long, or came in part
     */
    byte[] read(HttpServletRequest request) throws IOException, RefusedBodyException {
        return read(request, limit);
    }

    /** The same of what another replica hands over. */
    byte[] readForwarded(HttpServletRequest request) throws IOException, RefusedBodyException {
        return read(request, forwardedLimit);
    }

    private static byte[] read(HttpServletRequest request, int limit) throws IOException, RefusedBodyException {
        LateBody late = LateBody.of(request);
        Optional<byte[]> come = late == null ? Optional.empty() : late.take();
        if (come.isPresent()) {
            return come.get();
        }
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw RefusedBodyException.tooLong();
        }
        return request.getInputStream().readNBytes((int) announced);
    }

    private static boolean isLate(HttpServletRequest request, int limit) throws IOException {
        long announced = request.getContentLengthLong();
        return announced < 0 || (announced <= limit && request.getInputStream().available() < announced);
    }
}
