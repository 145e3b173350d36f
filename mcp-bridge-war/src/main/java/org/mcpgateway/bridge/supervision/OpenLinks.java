package org.mcpgateway.bridge.supervision;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/** The links that are open, each watched: calls that are late, links of services that are no more. */
@ApplicationScoped
public class OpenLinks {

    private static final System.Logger LOG = System.getLogger(OpenLinks.class.getName());
    private static final long LOOK_MILLIS = 500;

    /** How long calls may take to their end once their service has been removed. */
    private static final Duration FAREWELL = Duration.ofMinutes(1);

    private final BridgeMetrics metrics;
    private final Set<WatchedLink> links = ConcurrentHashMap.newKeySet();
    private final Map<WatchedLink, Long> leaving = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("link-watch").daemon().factory());

    @Inject
    public OpenLinks(BridgeMetrics metrics) {
        this.metrics = metrics;
    }

    @PostConstruct
    @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing escape
    void start() {
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
    }

    /**
     * Opens a link, watched.
     *
     * @param opener opens it, with the given listener
     */
    public McpServerLink open(
            WatchedLink.Use use, LinkListener listener, Function<LinkListener, McpServerLink> opener) {
        WatchedLink link = new WatchedLink(use, metrics, listener, this::forget);
        link.open(opener);
        links.add(link);
        metrics.inUse(use.service(), use.shared(), 1);
        if (link.isOver()) {
            forget(link);
        }
        return link;
    }

    /** Lets the links of a service end: those without a call now, others when their calls are done, within a minute. */
    public void drain(String service) {
        links.stream().filter(link -> link.use().service().equals(service)).forEach(link -> {
            leaving.put(link, System.nanoTime());
            link.drain();
        });
    }

    /** Ends the links of a service at once, whatever their calls do. */
    public void close(String service) {
        links.stream().filter(link -> link.use().service().equals(service)).forEach(WatchedLink::close);
    }

    private void look() {
        try {
            links.forEach(WatchedLink::look);
            leaving.forEach((link, since) -> {
                if (System.nanoTime() - since > FAREWELL.toNanos()) {
                    link.close();
                }
            });
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=link-watch-failed", e);
        }
    }

    private void forget(WatchedLink link) {
        leaving.remove(link);
        if (links.remove(link)) {
            metrics.inUse(link.use().service(), link.use().shared(), -1);
        }
    }
}
