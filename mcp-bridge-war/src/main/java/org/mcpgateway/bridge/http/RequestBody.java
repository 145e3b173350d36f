package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

    private static Optional<byte[]> read(HttpServletRequest request, int limit) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            return Optional.empty();
        }
        if (announced >= 0) {
            return Optional.of(exactly((int) announced, request.getInputStream()));
        }
        byte[] bytes = request.getInputStream().readNBytes(limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }

    /** Reads without a buffer that is larger than the message, which nearly all of them would be. */
    private static byte[] exactly(int length, InputStream stream) throws IOException {
        byte[] bytes = new byte[length];
        int count = stream.readNBytes(bytes, 0, length);
        return count == length ? bytes : Arrays.copyOf(bytes, count);
    }
}
