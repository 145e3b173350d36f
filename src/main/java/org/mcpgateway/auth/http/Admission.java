package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.mcpgateway.auth.config.LoadSettings;
import org.mcpgateway.auth.metrics.GatewayMetrics;

/**
 * Lets in as many requests as can be served at the same time. Some more wait for a moment, those beyond are turned away
 * at once, which costs next to nothing: so what was let in is served as fast as ever, and when the rush is over nothing
 * old is left to do. {@code /verify} does not wait, and has room that nothing else takes.
 */
@ApplicationScoped
public class Admission {

    /** What somebody who is turned away is told to wait, in seconds. */
    static final int RETRY_AFTER = 2;

    private static final System.Logger LOG = System.getLogger(Admission.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Map<Lane, Semaphore> permits = new EnumMap<>(Lane.class);
    private final Semaphore waiting;
    private final GatewayMetrics metrics;
    private final AtomicLong shed = new AtomicLong();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - BETWEEN_LINES.toNanos());

    @Inject
    public Admission(LoadSettings settings, GatewayMetrics metrics) {
        this.metrics = metrics;
        this.waiting = new Semaphore(settings.waiting());
        limit(Lane.VERIFY, settings.verifications());
        limit(Lane.SIGN_IN, settings.requests());
        limit(Lane.OTHER, settings.requests());
    }

    private void limit(Lane lane, int most) {
        if (most > 0) {
            permits.put(lane, new Semaphore(most, true));
        }
    }

    /** Whether a request of this lane may go on, now or after a moment; whoever was told so tells when it is done. */
    public boolean enters(Lane lane) {
        Semaphore places = permits.get(lane);
        if (places == null) {
            return true;
        }
        boolean entered = takes(places, Duration.ZERO) || (lane != Lane.VERIFY && waitsFor(places));
        if (!entered) {
            turnedAway(lane);
        }
        return entered;
    }

    /** One that had entered is done. */
    public void leaves(Lane lane) {
        Semaphore places = permits.get(lane);
        if (places != null) {
            places.release();
        }
    }

    private boolean waitsFor(Semaphore places) {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return takes(places, PATIENCE);
        } finally {
            waiting.release();
        }
    }

    /** With a time limit, even one of zero, nobody overtakes those who wait already. */
    private static boolean takes(Semaphore places, Duration patience) {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Counted each time, told in the log now and then: an overload must not fill it. */
    private void turnedAway(Lane lane) {
        metrics.shed(lane.label());
        shed.incrementAndGet();
        long told = toldAt.get();
        long now = System.nanoTime();
        if (now - told >= BETWEEN_LINES.toNanos() && toldAt.compareAndSet(told, now)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=overload lane={0} turned_away={1}",
                    lane.label(),
                    Long.toString(shed.getAndSet(0)));
        }
    }
}
