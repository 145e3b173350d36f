package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Reads request bodies, none longer than one message may be. */
@Dependent
public class RequestBody {

    private static final int HEADERS = 64 * 1024;

    private final int limit;
    private final Principal principals;
    private final LateBodies late;

    @Inject
    public RequestBody(BridgeConfig.LimitSettings limits, Principal principals, LateBodies late) {
        this.limit = limits.messageBytes();
        this.principals = principals;
        this.late = late;
    }

    /** Whether the body of a message is still to come; the request comes again with it. */
    boolean isAwaited(HttpServletRequest request) throws IOException {
        return isToCome(request, limit) && late.await(request, limit, principals.signedIn(request));
    }

    /** The same of what another replica hands over: a body with what belongs to it. */
    boolean isForwardedAwaited(HttpServletRequest request) throws IOException {
        return isToCome(request, limit + HEADERS)
                && late.await(request, limit + HEADERS, "replica " + request.getRemoteAddr());
    }

    /**
     * The whole body, of a request that is not awaited.
     *
     * @throws RefusedBodyException when it is too long, or did not come
     */
    byte[] read(HttpServletRequest request) throws IOException, RefusedBodyException {
        return read(request, limit);
    }

    /** The same of what another replica hands over. */
    byte[] readForwarded(HttpServletRequest request) throws IOException, RefusedBodyException {
        return read(request, limit + HEADERS);
    }

    /** Reads exactly what is there: nothing here may wait for what is not. */
    private byte[] read(HttpServletRequest request, int limit) throws IOException, RefusedBodyException {
        Optional<byte[]> come = late.take(request);
        if (come.isPresent()) {
            return come.get();
        }
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw RefusedBodyException.tooLong();
        }
        return request.getInputStream().readNBytes((int) announced);
    }

    private static boolean isToCome(HttpServletRequest request, int limit) throws IOException {
        long announced = request.getContentLengthLong();
        return announced <= limit
                && !LateBody.hasOutcome(request)
                && (announced < 0 || request.getInputStream().available() < announced);
    }
}
