package org.mcpgateway.bridge.launch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.supervision.SupervisedChild;
import org.mcpgateway.bridge.supervision.Tenant;

/** The spares of one service as it stands in the catalogue. */
final class SparePool {

    private final Service.Stdio service;
    private final Function<LinkListener, SupervisedChild> starter;
    private final Deque<Spare> ready = new ArrayDeque<>();
    private boolean closed;

    SparePool(Service.Stdio service, Function<LinkListener, SupervisedChild> starter) {
        this.service = service;
        this.starter = starter;
    }

    boolean isFor(Service.Stdio wanted) {
        return service.equals(wanted);
    }

    synchronized int size() {
        ready.removeIf(Spare::hasEnded);
        return ready.size();
    }

    /** The spare that has waited longest, passed to the tenant. */
    Optional<McpServerLink> take(Tenant tenant, LinkListener listener) {
        for (Spare spare = next(); spare != null; spare = next()) {
            try {
                spare.child().passTo(tenant);
            } catch (ServerBusyException e) {
                putBack(spare);
                throw e;
            }
            if (spare.hearFor(listener)) {
                return Optional.of(spare.child());
            }
        }
        return Optional.empty();
    }

    /**
     * Starts what is missing, one after the other: they are not to take the processor from sessions.
     *
     * @throws org.mcpgateway.bridge.server.ServerUnavailableException when one cannot be started
     */
    void refill() {
        while (isShort()) {
            Spare spare = new Spare();
            spare.begin(starter.apply(spare));
            putBack(spare);
        }
    }

    void close() {
        Deque<Spare> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(ready);
            ready.clear();
        }
        left.forEach(spare -> spare.child().close());
    }

    private synchronized boolean isShort() {
        return !closed && size() < service.options().children().spares();
    }

    private synchronized @Nullable Spare next() {
        return ready.pollFirst();
    }

    private void putBack(Spare spare) {
        synchronized (this) {
            if (!closed) {
                ready.addLast(spare);
                return;
            }
        }
        spare.child().close();
    }
}
