package org.mcpgateway.bridge.supervision;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.server.ServerBusyException;

/**
 * Holds back a service whose child keeps failing: after three failures in a row by one second, then by twice as long
 * each time, up to a ceiling. What fails for one user holds back that user alone, since it may be their doing; what
 * fails for several users at the start, and for none works, holds back the service.
 */
final class BackOff {

    private static final int FREE = 3;
    private static final int MOST_USERS = 100;

    private final Duration ceiling;
    private final LongSupplier nanoTime;
    private final Map<Tenant, Failures> tenants = new HashMap<>();
    private final Map<String, Failures> services = new HashMap<>();

    /** @param nanoTime a clock that only goes forward */
    BackOff(Duration ceiling, LongSupplier nanoTime) {
        this.ceiling = ceiling;
        this.nanoTime = nanoTime;
    }

    /**
     * Does nothing when a child may be started.
     *
     * @throws ServerBusyException when it is to wait; says for how long and why
     */
    synchronized void requireReady(Tenant tenant) {
        refuseIfHeldBack(tenants.get(tenant));
        refuseIfHeldBack(services.get(tenant.service()));
    }

    /** A child of the service has said its first word. */
    synchronized void started(String service) {
        services.remove(service);
    }

    /** A child has ended as it should, or after it had run for long. */
    synchronized void worked(Tenant tenant) {
        tenants.remove(tenant);
    }

    /**
     * A child could not be started, or ended by itself soon.
     *
     * @param atStart whether it never said a word
     */
    synchronized void failed(Tenant tenant, boolean atStart, String reason) {
        forgetOld();
        Failures own = tenants.computeIfAbsent(tenant, whose -> new Failures());
        own.count++;
        own.hold(reason, own.count - FREE);
        if (atStart) {
            Failures all = services.computeIfAbsent(tenant.service(), name -> new Failures());
            if (all.users.size() < MOST_USERS) {
                all.users.add(tenant.user());
            }
            all.count++;
            all.hold(reason, all.users.size() > 1 ? all.count - FREE : 0);
        }
    }

    /** Whatever failed of the service, it may be tried again at once. */
    synchronized void forget(String service) {
        services.remove(service);
        tenants.keySet().removeIf(tenant -> tenant.service().equals(service));
    }

    /** Why the service is taken to be down; empty when its last child started well. */
    synchronized Optional<String> downReason(String service) {
        return Optional.ofNullable(services.get(service)).map(failures -> failures.reason);
    }

    private void refuseIfHeldBack(@Nullable Failures failures) {
        if (failures != null) {
            long left = failures.until - nanoTime.getAsLong();
            if (failures.held && left > 0) {
                throw new ServerBusyException(
                        ServerBusyException.Reason.FAILING,
                        "the MCP server keeps failing (" + failures.reason + "): try again later",
                        Duration.ofNanos(left));
            }
        }
    }

    /** Of tenants that have not failed for twice the ceiling; a service is down until a child of it starts well. */
    private void forgetOld() {
        long now = nanoTime.getAsLong();
        tenants.values().removeIf(failures -> now - failures.until > 2 * ceiling.toNanos());
    }

    /** Failures in a row. */
    private final class Failures {

        private final Set<String> users = new HashSet<>();
        private int count;
        private long until;
        private boolean held;
        private String reason = "";

        /** @param tooMany failures beyond those that are free */
        void hold(String why, int tooMany) {
            reason = why;
            held = tooMany > 0;
            Duration delay =
                    tooMany <= 0 ? Duration.ZERO : tooMany > 20 ? ceiling : Duration.ofSeconds(1L << (tooMany - 1));
            until = nanoTime.getAsLong() + (delay.compareTo(ceiling) > 0 ? ceiling : delay).toNanos();
        }
    }
}
