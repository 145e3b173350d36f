package org.mcpgateway.bridge.supervision;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.mcpgateway.bridge.config.ChildSettings;
import org.mcpgateway.bridge.server.ServerBusyException;

/** Counts the child processes that there are, in all, by service and by user, and lets no more be started. */
final class Places {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ChildSettings settings;
    private final Map<String, Integer> byService = new HashMap<>();
    private final Map<String, Integer> byUser = new HashMap<>();
    private int all;

    Places(ChildSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes a place, until it is freed.
     *
     * @param own the service's own limit, if it has one
     * @throws ServerBusyException when there is none
     */
    synchronized Place take(Tenant tenant, OptionalInt own) {
        int mostOfService = own.orElse(settings.perService());
        if (all >= settings.children()) {
            throw full("too many MCP servers are running");
        }
        if (byService.getOrDefault(tenant.service(), 0) >= mostOfService) {
            throw full("too many servers of this service are running");
        }
        if (!tenant.isSpare() && byUser.getOrDefault(tenant.user(), 0) >= settings.perUser()) {
            throw full("you have too many MCP servers running: end a session, or wait until one is idle for long");
        }
        all++;
        byService.merge(tenant.service(), 1, Integer::sum);
        byUser.merge(tenant.user(), 1, Integer::sum);
        return new Place(tenant);
    }

    synchronized int all() {
        return all;
    }

    synchronized int of(String service) {
        return byService.getOrDefault(service, 0);
    }

    private synchronized void free(Tenant tenant) {
        all--;
        byService.computeIfPresent(tenant.service(), (name, count) -> count > 1 ? count - 1 : null);
        byUser.computeIfPresent(tenant.user(), (name, count) -> count > 1 ? count - 1 : null);
    }

    private static ServerBusyException full(String problem) {
        return new ServerBusyException(ServerBusyException.Reason.FULL, problem, RETRY_AFTER);
    }

    /** One child's place. */
    final class Place {

        private Tenant tenant;
        private boolean freed;

        private Place(Tenant tenant) {
            this.tenant = tenant;
        }

        /**
         * A spare becomes this user's child.
         *
         * @throws ServerBusyException when the user has too many; then nothing changes
         */
        synchronized void passTo(Tenant user) {
            if (freed) {
                return; // a spare that ended before it was taken: there is nothing to count
            }
            synchronized (Places.this) {
                if (byUser.getOrDefault(user.user(), 0) >= settings.perUser()) {
                    throw full("you have too many MCP servers running: end a session, or wait until one is idle for"
                            + " long");
                }
                byUser.computeIfPresent(tenant.user(), (name, count) -> count > 1 ? count - 1 : null);
                byUser.merge(user.user(), 1, Integer::sum);
                tenant = user;
            }
        }

        /** Gives the place back; a second time does nothing. */
        synchronized void free() {
            if (!freed) {
                freed = true;
                Places.this.free(tenant);
            }
        }
    }
}
