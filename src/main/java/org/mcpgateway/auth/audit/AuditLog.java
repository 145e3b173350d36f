package org.mcpgateway.auth.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.http.LimitExceeded;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.metrics.GatewayMetrics;

/** Writes audit events, each as one line of JSON, to the log {@code audit} and to the {@link AuditTrail}. */
@ApplicationScoped
public class AuditLog {

    private static final System.Logger LOG = System.getLogger("audit");
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int LONGEST_MEMBER = 256;
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private final RequestTrace trace;
    private final AuditTrail trail;
    private final GatewayMetrics metrics;
    private final Clock clock;

    /** Which events of whom were told within the last minute. */
    private final Cache<String, Boolean> told;

    @Inject
    public AuditLog(RequestTrace trace, AuditTrail trail, GatewayMetrics metrics, Clock clock) {
        this.trace = trace;
        this.trail = trail;
        this.metrics = metrics;
        this.clock = clock;
        this.told = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(SELDOM)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Writes the event with the time, the request's id and the client's address. */
    public void record(AuditEvent event) {
        JsonObjectBuilder line = JSON.createObjectBuilder()
                .add("time", clock.instant().toString())
                .add("event", event.type().wireName());
        addRequest(line);
        event.members().forEach((name, value) -> line.add(name, bounded(value)));
        String json = line.build().toString();
        LOG.log(System.Logger.Level.INFO, json);
        trail.add(json);
        metrics.happened(event.type().wireName());
    }

    /**
     * Writes the event unless there was one of its type from the client's address within the last minute; for what
     * anybody may cause as often as they like, who would else wash everything out of the trail. Each is counted.
     */
    public void recordSeldom(AuditEvent event) {
        recordSeldom(event, trace.clientNetwork());
    }

    void ofExceededLimit(@Observes LimitExceeded exceeded) {
        recordSeldom(
                AuditEvent.of(AuditEvent.Type.LIMIT_EXCEEDED).with("limit", exceeded.limit()),
                exceeded.limit() + " " + exceeded.subject());
    }

    private void recordSeldom(AuditEvent event, String whose) {
        String name = event.type().wireName();
        if (told.asMap().putIfAbsent(name + " " + whose, true) == null) {
            record(event);
        } else {
            metrics.happened(name);
        }
    }

    /** Some acts happen outside of any request: then there is none to tell of. */
    private void addRequest(JsonObjectBuilder line) {
        line.add("request_id", trace.id());
        String address = trace.clientAddress();
        if (!address.isEmpty()) {
            line.add("address", address);
        }
    }

    private static String bounded(String value) {
        return value.length() <= LONGEST_MEMBER ? value : value.substring(0, LONGEST_MEMBER) + "…";
    }
}
