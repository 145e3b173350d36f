package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.metrics.BridgeMetrics;

/**
 * The bodies that had not come with their requests. They hold no threads, and an eighth of the heap at most, those of
 * one sender a quarter of that; one message as long as may be always has room. Each has its time.
 */
@ApplicationScoped
public class LateBodies {

    /** What a request costs that is held open, with the beginning of its body. */
    private static final int REQUEST = 64 * 1024;

    private static final int PART_OF_HEAP = 8;
    private static final int PART_OF_ONE = 4;

    private final BodyRoom room;
    private final long millis;
    private final BridgeMetrics metrics;

    @Inject
    public LateBodies(BridgeConfig.LimitSettings limits, BridgeMetrics metrics) {
        long longest = 2L * REQUEST + limits.messageBytes();
        long most = Math.max(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, 2 * longest);
        this.room = new BodyRoom(most, Math.max(most / PART_OF_ONE, longest));
        this.millis = limits.body().toMillis();
        this.metrics = metrics;
    }

    /**
     * Lets the request come again when its body has come, or is refused: {@link #take} tells.
     *
     * @param limit of its body, in bytes
     * @param sender whose share of the room it takes; empty where that is unknown
     * @return whether it will; where there is no room it has to be served now, and is refused
     */
    public boolean await(HttpServletRequest request, int limit, String sender) throws IOException {
        Optional<BodyRoom.Share> share = room.enter(sender, REQUEST);
        if (share.isEmpty()) {
            LateBody.refuse(request);
            return false;
        }
        try {
            LateBody.await(request, limit, millis, share.get());
        } catch (IOException | RuntimeException e) {
            share.get().leave();
            throw e;
        }
        return true;
    }

    /**
     * The body of a request that has come again; empty for any other request.
     *
     * @throws RefusedBodyException when it did not come, or only in part
     */
    public Optional<byte[]> take(HttpServletRequest request) throws RefusedBodyException {
        try {
            return LateBody.outcome(request);
        } catch (RefusedBodyException e) {
            if (e.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                metrics.shed("body");
            }
            throw e;
        }
    }
}
