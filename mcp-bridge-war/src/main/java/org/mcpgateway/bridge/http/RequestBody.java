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

    private final int limit;

    @Inject
    public RequestBody(BridgeConfig.LimitSettings limits) {
        this.limit = limits.messageBytes();
    }

    /** The whole body; empty when it is too long. */
    Optional<byte[]> read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > limit) {
            return Optional.empty();
        }
        byte[] bytes = request.getInputStream().readNBytes(limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }
}
