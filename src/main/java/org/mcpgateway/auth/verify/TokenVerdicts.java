package org.mcpgateway.auth.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.AccessTokenDecoder;
import org.mcpgateway.auth.accesstoken.LivingTokens;
import org.mcpgateway.auth.accesstoken.RevocationTopic;
import org.redisson.client.RedisException;

/**
 * Verdicts on tokens, each worked out once and then remembered while the token lives. A revocation anywhere is pushed
 * here through the {@link RevocationTopic}; a beat twice a second proves that the topic works, and while none is heard
 * nothing is remembered, so that every question goes to Redis. A subscription that was lost for a shorter time may have
 * missed a revocation all the same: when it is back, everything is forgotten.
 */
@ApplicationScoped
public class TokenVerdicts {

    private static final System.Logger LOG = System.getLogger(TokenVerdicts.class.getName());
    private static final int MOST_REMEMBERED = 100_000;
    private static final Duration BEAT = Duration.ofMillis(250);
    private static final Duration SILENCE = Duration.ofMillis(900);

    /** Many more than a Redis that answers ever needs. */
    private static final int MOST_UNHEARD = 32;

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AccessTokenDecoder decoder;
    private final LivingTokens living;
    private final RevocationTopic topic;
    private final Clock clock;
    private final Cache<String, Verdict.Good> remembered;
    private final Semaphore unheard = new Semaphore(MOST_UNHEARD);
    private final Map<String, String> tokenByJti = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("revocation-beat").daemon().factory());
    private volatile long heardAt = System.nanoTime() - SILENCE.toNanos();
    private volatile boolean listening;

    @Inject
    public TokenVerdicts(AccessTokenDecoder decoder, LivingTokens living, RevocationTopic topic, Clock clock) {
        this.decoder = decoder;
        this.living = living;
        this.topic = topic;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfter(Expiry.<String, Verdict.Good>creating(
                        (token, verdict) -> verdict.token().leftAt(clock.instant())))
                .evictionListener((token, verdict, cause) -> {
                    if (token != null && verdict != null) {
                        tokenByJti.remove(verdict.token().jti(), token);
                    }
                })
                .build();
    }

    @PostConstruct
    @SuppressWarnings("FutureReturnValueIgnored") // beat() lets nothing escape
    void start() {
        heart.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        heart.shutdownNow();
    }

    /** The verdict on a token in its compact form; reaches Redis only for a token not yet remembered. */
    public Verdict of(String compact) {
        boolean mayRemember = !isSilent();
        if (mayRemember) {
            Verdict.Good known = remembered.getIfPresent(compact);
            if (known != null && known.token().isValidAt(clock.instant())) {
                return known;
            }
        }
        return examine(compact, mayRemember);
    }

    private Verdict examine(String compact, boolean mayRemember) {
        Optional<AccessToken> decoded = decoder.decode(compact);
        if (decoded.isEmpty()) {
            return new Verdict.Bad();
        }
        AccessToken token = decoded.get();
        Verdict.Good good = new Verdict.Good(token, Set.copyOf(token.audience()), IdentityHeaders.of(token));
        if (!mayRemember) {
            return livesUnheard(token) ? good : new Verdict.Bad();
        }
        if (!mark(token.jti(), compact)) {
            return living.contain(token) ? good : new Verdict.Bad();
        }
        boolean alive = false;
        try {
            alive = living.contain(token);
        } finally {
            if (!alive) {
                forget(token.jti());
            }
        }
        return alive ? remember(compact, good) : new Verdict.Bad();
    }

    /**
     * Asks a Redis of which nothing is heard. It may be silent, and every question to it then holds a thread of the
     * server for seconds: only some may, the others are told so at once.
     */
    private boolean livesUnheard(AccessToken token) {
        if (!hasTurn()) {
            throw new RedisException("nothing is heard of Redis, and enough wait for it already");
        }
        try {
            return living.contain(token);
        } finally {
            unheard.release();
        }
    }

    private boolean hasTurn() {
        try {
            return unheard.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Marks the token before the look-up, so that a revocation that comes in between finds what to forget. False for
     * another spelling of a marked token (base64url has several for one signature): only one can be forgotten.
     */
    private boolean mark(String jti, String compact) {
        String marked = tokenByJti.putIfAbsent(jti, compact);
        return marked == null || marked.equals(compact);
    }

    /** Only what was found alive is remembered, and not even that when it was revoked since. */
    private Verdict remember(String compact, Verdict.Good good) {
        remembered.put(compact, good);
        if (!compact.equals(tokenByJti.get(good.token().jti()))) {
            remembered.invalidate(compact);
        }
        return good;
    }

    private void beat() {
        try {
            if (!listening) {
                topic.listen(ended -> ended.forEach(this::forget), () -> heardAt = System.nanoTime(), this::forgetAll);
                listening = true;
            }
            if (isSilent()) {
                forgetAll();
            }
            topic.beat();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=revocation-topic-silent", e);
        }
    }

    /** By the monotonic clock: one that is set back must not make a silence shorter. */
    private boolean isSilent() {
        return System.nanoTime() - heardAt >= SILENCE.toNanos();
    }

    private void forget(String jti) {
        String compact = tokenByJti.remove(jti);
        if (compact != null) {
            remembered.invalidate(compact);
        }
    }

    private void forgetAll() {
        tokenByJti.clear();
        remembered.invalidateAll();
    }
}
