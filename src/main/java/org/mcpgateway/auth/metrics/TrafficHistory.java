package org.mcpgateway.auth.metrics;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * What all replicas answered, minute by minute and hour by hour, in Redis. Each adds its own once a minute and when it
 * stops, in the background and in one round trip; what Redis could not take waits for the next minute.
 */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class TrafficHistory {

    private static final System.Logger LOG = System.getLogger(TrafficHistory.class.getName());
    private static final Duration LAST_WRITE = Duration.ofSeconds(3);

    /** ARGV: seconds to live, then name and increase of each count. */
    private static final String ADD = """
            for i = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
            return redis.call('EXPIRE', KEYS[1], ARGV[1])
            """;

    private final GatewayMetrics metrics;
    private final RedissonClient redisson;
    private final Clock clock;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("traffic-history").daemon().factory());

    /** Changed by the writer alone. */
    private volatile Waiting waiting;

    @Inject
    public TrafficHistory(GatewayMetrics metrics, RedissonClient redisson, Clock clock) {
        this.metrics = metrics;
        this.redisson = redisson;
        this.clock = clock;
        this.waiting = Waiting.from(clock.instant(), metrics.totals());
    }

    /** How the time is cut. */
    public enum Step {
        /** The last hour. */
        MINUTE(Duration.ofMinutes(1), 60, Duration.ofHours(2)),
        /** The last day. */
        HOUR(Duration.ofHours(1), 24, Duration.ofHours(48));

        private final Duration length;
        private final int shown;
        private final Duration life;

        Step(Duration length, int shown, Duration life) {
            this.length = length;
            this.shown = shown;
            this.life = life;
        }

        /** Sixty hashes of every endpoint would be much to read for charts that show none. */
        private Totals kept(Totals totals) {
            return this == MINUTE ? totals.together() : totals;
        }

        /** The second at which the step began that this second is in. */
        long begin(long second) {
            return second - second % length.toSeconds();
        }
    }

    /**
     * A minute or an hour.
     *
     * @param begin when it began
     * @param totals of all replicas, of a minute with all endpoints as one; what another than this one did in the
     *     current minute is not in it yet
     */
    public record Slot(Instant begin, Totals totals) {}

    /** The last hour or day in its steps, the current one last. */
    public List<Slot> last(Step step) {
        long current = step.begin(clock.instant().getEpochSecond());
        List<Long> begins = LongStream.range(0, step.shown)
                .map(i -> current - (step.shown - 1 - i) * step.length.toSeconds())
                .boxed()
                .toList();
        RBatch batch = redisson.createBatch();
        begins.forEach(begin -> batch.<String, String>getMap(key(step, begin), StringCodec.INSTANCE)
                .readAllMapAsync());
        List<?> kept = batch.execute().getResponses();
        Map<Long, Totals> own = waiting.until(clock.instant(), metrics.totals()).by(step);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < begins.size(); i++) {
            long begin = begins.get(i);
            slots.add(new Slot(
                    Instant.ofEpochSecond(begin), read(kept.get(i)).plus(own.getOrDefault(begin, Totals.NONE))));
        }
        return slots;
    }

    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        untilNextMinute();
    }

    /** Nothing is lost by a restart; Redis may be gone, and then nobody waits for it. */
    void beforeTheEnd(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        try {
            writer.submit(this::write).get(LAST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=traffic-history-cut", e);
        }
    }

    @PreDestroy
    void stop() {
        writer.shutdownNow();
    }

    private void untilNextMinute() {
        long minute = Step.MINUTE.length.toMillis();
        writer.schedule(this::eachMinute, minute - clock.millis() % minute, TimeUnit.MILLISECONDS);
    }

    private void eachMinute() {
        write();
        untilNextMinute();
    }

    /** Adds what was counted since the last time to what Redis has. */
    void write() {
        try {
            Waiting all = waiting.until(clock.instant(), metrics.totals());
            waiting = all;
            RBatch batch = redisson.createBatch();
            int changes = 0;
            for (Step step : Step.values()) {
                for (Map.Entry<Long, Totals> slot : all.by(step).entrySet()) {
                    add(batch, step, slot.getKey(), step.kept(slot.getValue()));
                    changes++;
                }
            }
            if (changes > 0) {
                batch.execute();
            }
            waiting = Waiting.from(all.since(), all.counted());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=traffic-history-waits", e);
        }
    }

    private static void add(RBatch batch, Step step, long begin, Totals totals) {
        List<Object> values = new ArrayList<>();
        values.add(step.life.toSeconds());
        totals.counts().forEach((name, count) -> {
            values.add(name);
            values.add(count);
        });
        batch.getScript(StringCodec.INSTANCE)
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        ADD,
                        RScript.ReturnType.LONG,
                        List.of(key(step, begin)),
                        values.toArray());
    }

    private static String key(Step step, long begin) {
        return switch (step) {
            case MINUTE -> RedisKeys.trafficOfMinute(begin);
            case HOUR -> RedisKeys.trafficOfHour(begin);
        };
    }

    private static Totals read(Object fields) {
        Map<String, Long> counts = new HashMap<>();
        if (fields instanceof Map<?, ?> map) {
            map.forEach((name, count) -> counts.put(name.toString(), Long.valueOf(count.toString())));
        }
        return new Totals(counts);
    }
}
