package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.metrics.BridgeMetrics;

/**
 * Bounds how many messages of clients are unanswered at the same time, over all sessions and both eras: those beyond
 * are turned away at once, so that what was let in is answered and memory lasts.
 */
@ApplicationScoped
public class CallLimit {

    private static final String ATTRIBUTE = CallLimit.class.getName();
    private static final System.Logger LOG = System.getLogger(CallLimit.class.getName());
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final int most;
    private final BridgeMetrics metrics;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - BETWEEN_LINES.toNanos());

    @Inject
    public CallLimit(BridgeConfig.LimitSettings limits, BridgeMetrics metrics) {
        this.most = limits.calls();
        this.metrics = metrics;
    }

    /** A place for this request, which its response may keep; empty when there is none. */
    public Optional<Place> enter(HttpServletRequest request) {
        if (underWay.incrementAndGet() > most) {
            underWay.decrementAndGet();
            metrics.shed("call");
            tell();
            return Optional.empty();
        }
        Place place = new Place(underWay);
        request.setAttribute(ATTRIBUTE, place);
        return Optional.of(place);
    }

    /** The place of a request whose response goes on after the servlet has returned, to be left at its end. */
    static @Nullable Place keptBy(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Place place) {
            place.kept = true;
            return place;
        }
        return null;
    }

    /** Now and then: an overload must not fill the log. */
    private void tell() {
        long told = toldAt.get();
        long now = System.nanoTime();
        if (now - told >= BETWEEN_LINES.toNanos() && toldAt.compareAndSet(told, now)) {
            LOG.log(System.Logger.Level.WARNING, "event=overload calls={0}", Integer.toString(underWay.get()));
        }
    }

    /** Room for one message. */
    static final class Place {

        private final AtomicInteger underWay;
        private final AtomicBoolean left = new AtomicBoolean();
        private volatile boolean kept;

        private Place(AtomicInteger underWay) {
            this.underWay = underWay;
        }

        /** Whether a response that goes on has it. */
        boolean isKept() {
            return kept;
        }

        /** The message is answered, or never will be; a second time does nothing. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                underWay.decrementAndGet();
            }
        }
    }
}
