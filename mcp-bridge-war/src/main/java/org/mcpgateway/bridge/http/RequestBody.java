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

    /** Of the announced length, since a buffer for more than nearly every message has would be made for each. */
    private static Optional<byte[]> read(HttpServletRequest request, int limit) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            return Optional.empty();
        }
        byte[] bytes = request.getInputStream().readNBytes(announced < 0 ? limit + 1 : (int) announced);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }
}
