package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Reads request bodies, none longer than one message may be. */
@ApplicationScoped
public class RequestBody {

    private static final int HEADERS = 64 * 1024;

    private final int limit;

    @Inject
    public RequestBody(BridgeConfig.LimitSettings limits) {
        this.limit = limits.messageBytes();
    }

    /** The whole body; empty when it is too long. */
    Optional<byte[]> read(HttpServletRequest request) throws IOException {
        return read(request, limit);
    }

    /** What another replica hands over: a body with what belongs to it; empty when it is too long. */
    Optional<byte[]> readForwarded(HttpServletRequest request) throws IOException {
        return read(request, limit + HEADERS);
    }

    private static Optional<byte[]> read(HttpServletRequest request, int limit) throws IOException {
        if (request.getContentLengthLong() > limit) {
            return Optional.empty();
        }
        byte[] bytes = request.getInputStream().readNBytes(limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }
}
