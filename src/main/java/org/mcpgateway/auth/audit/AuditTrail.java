package org.mcpgateway.auth.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.mcpgateway.auth.config.AuditSettings;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RBatch;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.api.stream.StreamTrimArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * The latest audit events of all replicas in one bounded stream, where they can be searched. The log has all of them.
 */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the trail: what is lost here is still in the log
public class AuditTrail {

    private static final System.Logger LOG = System.getLogger(AuditTrail.class.getName());
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final String EVENT = "event";
    private static final int CHUNK = 500;

    /** Looked at by one search; what is beyond is for the next, so that no search holds a thread for long. */
    private static final int MOST_EXAMINED = 10_000;

    /** Events that one batch takes along. */
    private static final int MOST_TOGETHER = 500;

    /** Beyond these, those that come while Redis takes none are in the log alone. */
    private static final int MOST_WAITING = 10_000;

    private final RedissonClient redisson;
    private final AuditSettings settings;
    private final Clock clock;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean underWay = new AtomicBoolean();

    @Inject
    public AuditTrail(RedissonClient redisson, AuditSettings settings, Clock clock) {
        this.redisson = redisson;
        this.settings = settings;
        this.clock = clock;
    }

    /** Adds an event without waiting for it; those of a busy moment go together. */
    void add(String json) {
        if (settings.events() == 0) {
            return;
        }
        if (!waiting.offer(json)) {
            LOG.log(System.Logger.Level.DEBUG, "event=audit-trail-full");
        }
        sendWaiting();
    }

    /** One batch is under way at a time, so that events stay in their order. */
    private void sendWaiting() {
        while (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
            List<String> events = new ArrayList<>();
            waiting.drainTo(events, MOST_TOGETHER);
            if (events.isEmpty()) {
                underWay.set(false);
            } else {
                send(events);
            }
        }
    }

    private void send(List<String> events) {
        try {
            RBatch batch = redisson.createBatch();
            var stream = batch.<String, String>getStream(RedisKeys.AUDIT, StringCodec.INSTANCE);
            for (String json : events) {
                stream.addAsync(StreamAddArgs.entry(EVENT, json)
                        .trimNonStrict()
                        .maxLen(settings.events())
                        .noLimit());
            }
            stream.trimNonStrictAsync(StreamTrimArgs.minId(new StreamMessageId(oldest().toEpochMilli()))
                    .noLimit());
            stream.expireAsync(settings.lifetime());
            batch.executeAsync().whenComplete((added, failure) -> goOn());
        } catch (RedisException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=audit-trail-unavailable", e);
            underWay.set(false);
        }
    }

    private void goOn() {
        underWay.set(false);
        sendWaiting();
    }

    /** How many events are kept. */
    public long size() {
        return stream().size();
    }

    /**
     * The latest events that pass, latest first. One call looks at 10,000 events at most: a part may be short or empty
     * and still name a next one.
     *
     * @param before the cursor of the part before; empty: from the latest
     * @param since none older than this
     * @param limit the most events
     */
    public Page<JsonObject> search(
            Optional<StreamMessageId> before, Instant since, int limit, Predicate<JsonObject> passes) {
        Instant earliest = since.isAfter(oldest()) ? since : oldest();
        List<JsonObject> found = new ArrayList<>();
        Optional<StreamMessageId> last = before;
        int examined = 0;
        while (true) {
            Map<StreamMessageId, Map<String, String>> chunk = chunk(last, earliest);
            for (var entry : chunk.entrySet()) {
                last = Optional.of(entry.getKey());
                parse(entry.getValue().getOrDefault(EVENT, "")).filter(passes).ifPresent(found::add);
                if (found.size() == limit) {
                    return new Page<>(found, last.map(StreamMessageId::toString));
                }
            }
            examined += chunk.size();
            if (chunk.size() < CHUNK) {
                return new Page<>(found, Optional.empty());
            }
            if (examined >= MOST_EXAMINED) {
                return new Page<>(found, last.map(StreamMessageId::toString));
            }
        }
    }

    private Map<StreamMessageId, Map<String, String>> chunk(Optional<StreamMessageId> before, Instant earliest) {
        var lowest = new StreamMessageId(earliest.toEpochMilli());
        var from = before.map(StreamRangeArgs::startIdExclusive)
                .orElseGet(() -> StreamRangeArgs.startId(StreamMessageId.MAX));
        return stream().rangeReversed(from.endId(lowest).count(CHUNK));
    }

    private RStream<String, String> stream() {
        return redisson.getStream(RedisKeys.AUDIT, StringCodec.INSTANCE);
    }

    private Instant oldest() {
        return clock.instant().minus(settings.lifetime());
    }

    private static Optional<JsonObject> parse(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return Optional.of(reader.readObject());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
