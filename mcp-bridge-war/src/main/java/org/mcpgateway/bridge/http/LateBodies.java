package org.mcpgateway.bridge.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.metrics.BridgeMetrics;

/**
 * The bodies that had not come with their requests. They hold no threads, and all together an eighth of the heap, those
 * of one sender a quarter of that; at least what two of the longest messages take, and one of them. Each has its time.
 */
@ApplicationScoped
public class LateBodies {

    private static final System.Logger LOG = System.getLogger(LateBodies.class.getName());

    /** What a request costs that is held open, with the beginning of its body. */
    private static final int REQUEST = 64 * 1024;

    private static final int PART_OF_HEAP = 8;
    private static final int PART_OF_ONE = 4;

    private static final int FAREWELL_SECONDS = 2;

    private final Set<LateBody> open = ConcurrentHashMap.newKeySet();
    private final BodyRoom room;
    private final long millis;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("late-bodies").daemon().factory());

    @Inject
    public LateBodies(BridgeConfig.LimitSettings limits, BridgeMetrics metrics) {
        long longest = 2L * REQUEST + limits.messageBytes();
        long most = Math.max(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, 2 * longest);
        this.room = new BodyRoom(most, Math.max(most / PART_OF_ONE, longest), () -> metrics.shed("body"));
        this.millis = limits.body().toMillis();
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Those who wait are told; nobody else would. */
    @PreDestroy
    void stop() {
        clock.shutdownNow();
        open.forEach(LateBody::stop);
        Farewell.to(threads, FAREWELL_SECONDS, LOG, "late-messages-cut");
    }

    /**
     * Serves the request once its body has come, or will not.
     *
     * @param limit of its body, in bytes
     * @param sender whose share of the room it takes; empty where that is unknown
     * @throws RefusedBodyException when there is no room
     */
    public void await(
            HttpServletRequest request,
            HttpServletResponse response,
            int limit,
            String sender,
            RequestLines.Serving serving)
            throws IOException, RefusedBodyException {
        BodyRoom.Share share = room.enter(sender, REQUEST).orElseThrow(RefusedBodyException::noRoom);
        LateBody late;
        try {
            late = new LateBody(request, response, limit, share, new Handled(serving));
        } catch (IOException | RuntimeException e) {
            share.leave();
            throw e;
        }
        open.add(late);
        try {
            late.begin(clock.schedule(late::timeOut, millis, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            late.stop();
        } catch (RuntimeException e) {
            late.onError(e);
        }
    }

    /** Has a request served under the class loader of the thread that brought it. */
    private final class Handled implements LateBody.Handling {

        private final RequestLines.Serving serving;
        private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

        Handled(RequestLines.Serving serving) {
            this.serving = serving;
        }

        @Override
        public void over(LateBody body) {
            open.remove(body);
        }

        @Override
        public void serve(LateBody body) {
            threads.execute(() -> {
                Thread.currentThread().setContextClassLoader(loader);
                boolean isServed = false;
                try {
                    serving.run();
                    isServed = true;
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.DEBUG, "event=client-gone", e);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "event=late-message-failed", e);
                } finally {
                    if (isServed) {
                        body.served();
                    } else {
                        body.failed();
                    }
                }
            });
        }
    }
}
