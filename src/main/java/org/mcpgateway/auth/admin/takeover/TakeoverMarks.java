package org.mcpgateway.auth.admin.takeover;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;

/** Remembers what was taken, so that taking it again does not bring back what was revoked or deleted since. */
@ApplicationScoped
public class TakeoverMarks {

    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Duration LONGEST = Duration.ofDays(365);

    private final RedissonClient redisson;
    private final Clock clock;

    @Inject
    TakeoverMarks(RedissonClient redisson, Clock clock) {
        this.redisson = redisson;
        this.clock = clock;
    }

    /** Whether it was not taken yet. */
    boolean isNew(String id) {
        return !mark(id).isExists();
    }

    /**
     * Marks it as taken, in one command; false when it was so before.
     *
     * @param id of a client; the digest of a token
     * @param end of the record; empty: it has none, and the mark stays a year
     */
    boolean set(String id, Optional<Instant> end) {
        Duration left = end.map(instant -> Duration.between(clock.instant(), instant))
                .filter(Duration::isPositive)
                .orElse(LONGEST);
        return mark(id).setIfAbsent("taken", left);
    }

    /** The digest; throws {@code invalid_request} when it is none, be it that the secret itself was sent. */
    static String requireDigest(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw OAuthException.invalidRequest("secrets must be sent as SHA-256, base64url of 32 bytes");
        }
        return digest;
    }

    private RBucket<String> mark(String id) {
        return redisson.getBucket(RedisKeys.takenOver(id));
    }
}
