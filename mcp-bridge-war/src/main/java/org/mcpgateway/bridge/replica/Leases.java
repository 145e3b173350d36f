package org.mcpgateway.bridge.replica;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/**
 * Which replica runs the server that all stateless requests of one user to one service share. Whoever is asked first
 * takes the lease and keeps it while the server may be needed, so that what a call left waiting and what another call
 * changes are in one place. A lease ends soon after its holder, and is taken from one that cannot be reached.
 *
 * <p>While Redis does not answer every replica serves what it is asked, with servers of its own.
 */
@ApplicationScoped
public class Leases {

    private static final System.Logger LOG = System.getLogger(Leases.class.getName());
    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final Duration RENEWAL = Duration.ofSeconds(2);

    /** For how long another's lease is believed in without asking again. */
    private static final Duration BELIEF = Duration.ofSeconds(1);

    /** A call that waits for its client's answer is given up after so long; until then the lease must not move. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int MOST_BELIEVED = 10_000;

    private final Replicas replicas;
    private final Optional<RedissonClient> redisson;
    private final Duration hold;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Believed> believed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease-renewal").daemon().factory());

    @Inject
    public Leases(Replicas replicas, Optional<RedissonClient> redisson, BridgeConfig.LimitSettings limits) {
        this.replicas = replicas;
        this.redisson = redisson;
        this.hold = limits.idle().plus(LONGEST_WAIT);
    }

    @PostConstruct
    @SuppressWarnings("FutureReturnValueIgnored") // renew() lets nothing escape
    void start() {
        if (replicas.areSeveral()) {
            long millis = RENEWAL.toMillis();
            renewals.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        renewals.shutdownNow();
    }

    /** The replica that serves the user's stateless requests to the service; this one, when nobody did before. */
    public Replica holder(String service, String principal) {
        String key = RedisKeys.lease(service, principal);
        if (!replicas.areSeveral() || held.containsKey(key)) {
            return replicas.self();
        }
        Believed known = believed.get(key);
        if (known != null && System.nanoTime() - known.at() < BELIEF.toNanos()) {
            return known.holder();
        }
        try {
            return claim(key);
        } catch (RedisException e) {
            LOG.log(System.Logger.Level.WARNING, "event=lease-unknown reason=\"{0}\"", e.getMessage());
            return replicas.self();
        }
    }

    /** The replica that serves them now that this one cannot be reached. */
    public Replica takeOver(String service, String principal, Replica unreachable) {
        String key = RedisKeys.lease(service, principal);
        believed.remove(key);
        try {
            RBucket<String> bucket = bucket(key);
            if (bucket.compareAndSet(unreachable.format(), replicas.self().format())) {
                bucket.expire(LIFE);
                held.putIfAbsent(key, new Held());
                return replicas.self();
            }
            return claim(key);
        } catch (RedisException e) {
            return replicas.self();
        }
    }

    /** Serves a request of the user to the service; the lease stays until well after its end. */
    public void use(String service, String principal, Runnable serving) {
        if (!replicas.areSeveral()) {
            serving.run();
            return;
        }
        Held lease = held.computeIfAbsent(RedisKeys.lease(service, principal), unknown -> new Held());
        lease.begin();
        try {
            serving.run();
        } finally {
            lease.end();
        }
    }

    private Replica claim(String key) {
        RBucket<String> bucket = bucket(key);
        Optional<Replica> other = Optional.empty();
        if (!bucket.setIfAbsent(replicas.self().format(), LIFE)) {
            other = parse(bucket.get()).filter(holder -> !holder.equals(replicas.self()));
        }
        other.ifPresentOrElse(holder -> believe(key, holder), () -> held.putIfAbsent(key, new Held()));
        return other.orElse(replicas.self());
    }

    private void believe(String key, Replica holder) {
        if (believed.size() >= MOST_BELIEVED) {
            believed.clear();
        }
        believed.put(key, new Believed(holder, System.nanoTime()));
    }

    private void renew() {
        try {
            held.forEach((key, lease) -> {
                if (lease.isOver(hold)) {
                    held.remove(key, lease);
                } else {
                    renew(key, lease);
                }
            });
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=lease-not-renewed reason=\"{0}\"", e.getMessage());
        }
    }

    private void renew(String key, Held lease) {
        RBucket<String> bucket = bucket(key);
        Optional<Replica> holder = parse(bucket.getAndExpire(LIFE));
        if (holder.isEmpty()) {
            bucket.setIfAbsent(replicas.self().format(), LIFE);
        } else if (!holder.get().equals(replicas.self())) {
            held.remove(key, lease);
        }
    }

    private RBucket<String> bucket(String key) {
        return redisson.orElseThrow().getBucket(key);
    }

    private static Optional<Replica> parse(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Replica::parse);
    }

    private record Believed(Replica holder, long at) {}

    /** A lease of this replica and how much it is in use. */
    private static final class Held {
        private int uses;
        private long usedAt = System.nanoTime();

        synchronized void begin() {
            uses++;
        }

        synchronized void end() {
            uses--;
            usedAt = System.nanoTime();
        }

        synchronized boolean isOver(Duration hold) {
            return uses == 0 && System.nanoTime() - usedAt > hold.toNanos();
        }
    }
}
