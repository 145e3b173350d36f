package org.mcpgateway.bridge.replica;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/** Which replica this is, and which others live: each writes a key that ends soon after its last writing. */
@ApplicationScoped
public class Replicas {

    private static final System.Logger LOG = System.getLogger(Replicas.class.getName());
    private static final Duration BEAT = Duration.ofSeconds(2);

    /** A replica that has not written for so long is taken for dead, if it cannot be reached either. */
    private static final Duration LIFE = Duration.ofSeconds(6);

    private final Replica self;
    private final Optional<RedissonClient> redisson;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("replica-heartbeat").daemon().factory());

    @Inject
    public Replicas(Optional<RedissonClient> redisson, SessionSettings settings) {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        this.self = new Replica(
                Base64.getUrlEncoder().withoutPadding().encodeToString(random),
                settings.replica().map(replica -> replica.address().toString()).orElse(""));
        this.redisson = redisson;
    }

    @PostConstruct
    @SuppressWarnings("FutureReturnValueIgnored") // beat() lets nothing escape
    void start() {
        if (areSeveral()) {
            heart.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        heart.shutdownNow();
        if (areSeveral()) {
            try {
                redisson.orElseThrow().getBucket(RedisKeys.replica(self.id())).delete();
            } catch (RedisException e) {
                LOG.log(System.Logger.Level.DEBUG, "event=goodbye-not-written", e);
            }
        }
    }

    /** This bridge. */
    public Replica self() {
        return self;
    }

    /** Whether there may be other bridges than this. */
    public boolean areSeveral() {
        return !self.address().isEmpty();
    }

    /**
     * Whether a replica has written lately that it lives.
     *
     * @throws RedisException when Redis does not answer
     */
    public boolean isAlive(Replica replica) {
        return redisson.orElseThrow().getBucket(RedisKeys.replica(replica.id())).isExists();
    }

    private void beat() {
        try {
            redisson.orElseThrow()
                    .<String>getBucket(RedisKeys.replica(self.id()))
                    .set(self.address(), LIFE);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=heartbeat-not-written reason=\"{0}\"", e.getMessage());
        }
    }
}
