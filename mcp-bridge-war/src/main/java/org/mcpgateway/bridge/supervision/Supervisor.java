package org.mcpgateway.bridge.supervision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.mcpgateway.bridge.config.ChildSettings;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.ChildCommand;
import org.mcpgateway.bridge.server.ChildWatcher;
import org.mcpgateway.bridge.server.Children;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.server.StdioLink;

/** Starts child processes within their limits, and not again and again when they fail. */
@ApplicationScoped
public class Supervisor {

    /** A child that ran this long had a good start, whatever ended it: the next one is not held back. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    /** How long a session waits until its server may be started. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    private final Children children;
    private final Places places;
    private final Starts starts;
    private final BackOff backOff;
    private final BridgeMetrics metrics;
    private final Map<Watch, SupervisedChild> running = new ConcurrentHashMap<>();

    @Inject
    public Supervisor(Children children, ChildSettings settings, BridgeMetrics metrics) {
        this.children = children;
        this.metrics = metrics;
        this.places = new Places(settings);
        this.starts = new Starts(settings.starting(), PATIENCE, LONGEST_START);
        this.backOff = new BackOff(settings.longestBackOff(), System::nanoTime);
    }

    /**
     * What is started, and for whom.
     *
     * @param tenant whose child it is
     * @param most children of the service, if it has a limit of its own
     * @param command how it is started
     * @param afterwards done when it is gone
     */
    public record Start(Tenant tenant, OptionalInt most, ChildCommand command, Runnable afterwards) {}

    /**
     * Starts a child.
     *
     * @throws org.mcpgateway.bridge.server.ServerBusyException when a limit is reached, or earlier ones failed
     * @throws ServerUnavailableException when the system cannot start it
     */
    public SupervisedChild start(Start start, LinkListener listener) {
        Places.Place place;
        try {
            place = place(start);
        } catch (ServerUnavailableException e) {
            start.afterwards().run();
            throw e;
        }
        Watch watch = new Watch(start, place);
        try {
            StdioLink link = children.open(start.command(), listener, watch);
            metrics.childStarted(start.tenant().service());
            return watch.following(new SupervisedChild(link, watch));
        } catch (ServerUnavailableException e) {
            starts.end(place);
            place.free();
            start.afterwards().run();
            metrics.childFailed(start.tenant().service());
            backOff.failed(start.tenant(), true, "it cannot be started");
            throw e;
        }
    }

    /** Whether a child of this tenant may be started now, as far as its failures go. */
    public boolean isReady(Tenant tenant) {
        try {
            backOff.requireReady(tenant);
            return true;
        } catch (ServerUnavailableException e) {
            return false;
        }
    }

    /** Children that run now. */
    public int children() {
        return places.all();
    }

    /** Children of a service that run now. */
    public int children(String service) {
        return places.of(service);
    }

    /** The children of a service that run now, the oldest first. */
    public List<RunningChild> running(String service) {
        return running.values().stream()
                .filter(child -> child.isOf(service))
                .map(SupervisedChild::described)
                .sorted(Comparator.comparing(RunningChild::age).reversed())
                .toList();
    }

    /** Ends one of them; false when the service has none of this process id. */
    public boolean end(String service, long pid) {
        Optional<SupervisedChild> child = running.values().stream()
                .filter(one -> one.isOf(service) && one.pid() == pid)
                .findAny();
        child.ifPresent(SupervisedChild::close);
        return child.isPresent();
    }

    /** Lets children of the service be started at once, whatever failed before. */
    public void forgive(String service) {
        backOff.forget(service);
    }

    /** Why the service is taken to be down; empty when its last child started well or none was started. */
    public Optional<String> downReason(String service) {
        return backOff.downReason(service);
    }

    private Places.Place place(Start start) {
        BridgeMetrics.Refusal refusal = BridgeMetrics.Refusal.BACKOFF;
        try {
            backOff.requireReady(start.tenant());
            refusal = BridgeMetrics.Refusal.LIMIT;
            return inTurn(start.tenant(), places.take(start.tenant(), start.most()));
        } catch (ServerUnavailableException e) {
            metrics.refused(start.tenant().service(), refusal);
            throw e;
        }
    }

    /** Spares start one after the other by themselves, and say nothing until they are used. */
    private Places.Place inTurn(Tenant tenant, Places.Place place) {
        if (!tenant.isSpare()) {
            try {
                starts.begin(place);
            } catch (ServerUnavailableException e) {
                place.free();
                throw e;
            }
        }
        return place;
    }

    /** Follows one child. */
    final class Watch implements ChildWatcher {

        private final Runnable afterwards;
        private final Places.Place place;
        private volatile Tenant tenant;
        private volatile boolean over;

        private Watch(Start start, Places.Place place) {
            this.tenant = start.tenant();
            this.afterwards = start.afterwards();
            this.place = place;
        }

        Tenant tenant() {
            return tenant;
        }

        /** The child is among those that run until it is gone, which may be now. */
        private SupervisedChild following(SupervisedChild child) {
            running.put(this, child);
            if (over) {
                running.remove(this);
            }
            return child;
        }

        void passTo(Tenant user) {
            backOff.requireReady(user);
            place.passTo(user);
            tenant = user;
        }

        @Override
        public void spoke() {
            starts.end(place);
            backOff.started(tenant.service());
        }

        @Override
        public void gone(End end) {
            over = true;
            running.remove(this);
            starts.end(place);
            place.free();
            metrics.childEnded(tenant.service());
            afterwards.run();
            if (!end.asked()) {
                metrics.childFailed(tenant.service());
            }
            if (end.asked() || end.lived().compareTo(STEADY) > 0) {
                if (end.spoke()) {
                    backOff.worked(tenant);
                }
            } else {
                backOff.failed(tenant, !end.spoke(), "it ended with exit code " + end.exitCode());
            }
        }
    }
}
