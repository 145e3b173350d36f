package org.mcpgateway.bridge.launch;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.supervision.SupervisedChild;
import org.mcpgateway.bridge.supervision.Tenant;

/**
 * Children that were started ahead of need. They are not initialized: that is the client's to do. But their runtime is
 * up and their modules are loaded, which is what takes long.
 */
@ApplicationScoped
public class Spares {

    private static final System.Logger LOG = System.getLogger(Spares.class.getName());
    private static final long REFILL_SECONDS = 2;

    private final BridgeMetrics metrics;
    private final Map<String, SparePool> pools = new ConcurrentHashMap<>();
    private final ScheduledExecutorService refills = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("spare-refill").daemon().factory());

    @Inject
    @SuppressWarnings("FutureReturnValueIgnored") // refill() lets nothing escape
    public Spares(BridgeMetrics metrics) {
        this.metrics = metrics;
        refills.scheduleWithFixedDelay(this::refillAll, REFILL_SECONDS, REFILL_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        refills.shutdownNow();
        pools.values().forEach(SparePool::close);
    }

    /** A child that is ready, for this user; empty when there is none. */
    Optional<McpServerLink> take(Service.Stdio service, Tenant tenant, LinkListener listener) {
        SparePool pool = pools.get(service.name());
        return pool == null || !pool.isFor(service) ? Optional.empty() : pool.take(tenant, listener);
    }

    /** Keeps children of the service ready from now on, and none of what it was before. */
    void keep(Service.Stdio service, Function<LinkListener, SupervisedChild> starter) {
        pools.compute(service.name(), (name, pool) -> {
            if (pool != null && pool.isFor(service)) {
                return pool;
            }
            if (pool != null) {
                pool.close();
            }
            return new SparePool(service, starter);
        });
        refillSoon();
    }

    /** Keeps none of this service any more. */
    void end(String service) {
        SparePool pool = pools.remove(service);
        if (pool != null) {
            pool.close();
            metrics.spares(service, 0);
        }
    }

    private void refillSoon() {
        if (!refills.isShutdown()) {
            refills.execute(this::refillAll);
        }
    }

    private void refillAll() {
        pools.forEach((service, pool) -> {
            try {
                pool.refill();
            } catch (ServerUnavailableException e) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "event=spare-not-started service={0} reason=\"{1}\"",
                        service,
                        e.getMessage());
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "event=spare-not-started service=" + service, e);
            }
            metrics.spares(service, pool.size());
        });
    }
}
