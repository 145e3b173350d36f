package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.mcpgateway.bridge.metrics.BridgeMetrics;

/**
 * Reads bodies that had not come when their request was served. Each holds a thread until it has, so there is room for
 * fewer of them than there are threads, for fewer still of one user, and each has its time: nobody who sends slowly
 * keeps others out.
 */
@ApplicationScoped
public class LateBodies {

    /** Half the threads that our servers have. */
    private static final int MOST = 100;

    private static final int MOST_OF_ONE = 32;
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int FIRST_PIECE = 8 * 1024;

    private final BridgeMetrics metrics;
    private final Duration time;
    private final Semaphore places = new Semaphore(MOST);
    private final ConcurrentMap<String, Integer> ofUsers = new ConcurrentHashMap<>();

    @Inject
    public LateBodies(BridgeMetrics metrics) {
        this(metrics, TIME);
    }

    LateBodies(BridgeMetrics metrics, Duration time) {
        this.metrics = metrics;
        this.time = time;
    }

    /**
     * Everything that comes, or its first {@code limit} bytes.
     *
     * @param user who sends it; empty for somebody unknown, who is bounded by the room for all alone
     * @throws RefusedBodyException when there is no room (503), or it has not come in time (408)
     */
    public byte[] read(InputStream body, int limit, String user) throws IOException, RefusedBodyException {
        if (!places.tryAcquire()) {
            throw noRoom();
        }
        try {
            if (user.isEmpty()) {
                return inTime(body, limit);
            }
            if (ofUsers.merge(user, 1, Integer::sum) > MOST_OF_ONE) {
                leave(user);
                throw noRoom();
            }
            try {
                return inTime(body, limit);
            } finally {
                leave(user);
            }
        } finally {
            places.release();
        }
    }

    private byte[] inTime(InputStream body, int limit) throws IOException, RefusedBodyException {
        long start = System.nanoTime();
        byte[] bytes = new byte[Math.min(limit, FIRST_PIECE)];
        int length = 0;
        while (length < limit) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(limit, 2 * length));
            }
            int read = body.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (length < limit && System.nanoTime() - start >= time.toNanos()) {
                throw new RefusedBodyException(408, "the message did not come in time");
            }
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private RefusedBodyException noRoom() {
        metrics.shed("body");
        return new RefusedBodyException(503, "too many messages come slowly: send it at once, or try again");
    }

    private void leave(String user) {
        ofUsers.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
    }
}
