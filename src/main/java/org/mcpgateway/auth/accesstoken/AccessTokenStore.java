package org.mcpgateway.auth.accesstoken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RBatch;
import org.redisson.api.RScoredSortedSetAsync;
import org.redisson.api.RedissonClient;

/**
 * The living access tokens: one record each, found by user and by grant through sorted sets whose scores are expiry
 * times, so that they shrink as tokens end. Every revocation is told to all replicas.
 */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class AccessTokenStore {

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final RevocationTopic topic;
    private final Clock clock;

    @Inject
    public AccessTokenStore(RedissonClient redisson, JsonRecords records, RevocationTopic topic, Clock clock) {
        this.redisson = redisson;
        this.records = records;
        this.topic = topic;
        this.clock = clock;
    }

    /** Makes the token live, in one round trip. */
    public void save(String jti, AccessTokenRecord token) {
        Duration left = Duration.between(clock.instant(), token.expiresAt());
        RBatch batch = redisson.createBatch();
        batch.<String>getBucket(RedisKeys.token(jti)).setAsync(records.format(token), left);
        index(batch.getScoredSortedSet(RedisKeys.userTokens(token.username())), jti, token.expiresAt());
        index(batch.getScoredSortedSet(RedisKeys.grantTokens(token.grantId())), jti, token.expiresAt());
        batch.execute();
    }

    /** The record of a token that lives. */
    public Optional<AccessTokenRecord> find(String jti) {
        return records.find(RedisKeys.token(jti), AccessTokenRecord.class);
    }

    /** Ends the token on every replica; false when it had ended before. */
    public boolean revoke(String jti) {
        boolean lived = records.delete(RedisKeys.token(jti));
        topic.announce(List.of(jti));
        return lived;
    }

    /** Ends every token of a grant. */
    public void revokeGrant(String grantId) {
        revokeAll(RedisKeys.grantTokens(grantId));
    }

    /** Ends every token of a user. */
    public void revokeUser(String username) {
        revokeAll(RedisKeys.userTokens(username));
    }

    private void revokeAll(String index) {
        Collection<String> tokens = redisson.<String>getScoredSortedSet(index).readAll();
        if (!tokens.isEmpty()) {
            RBatch batch = redisson.createBatch();
            tokens.forEach(jti -> batch.getBucket(RedisKeys.token(jti)).deleteAsync());
            batch.execute();
            topic.announce(tokens);
        }
        redisson.getKeys().delete(index);
    }

    private void index(RScoredSortedSetAsync<String> set, String jti, Instant expiresAt) {
        set.addAsync((double) expiresAt.getEpochSecond(), jti);
        set.removeRangeByScoreAsync(
                Double.NEGATIVE_INFINITY, true, (double) clock.instant().getEpochSecond(), false);
        // A set outlives its last token by nothing: its own end moves along with the latest one added.
        set.expireAsync(expiresAt);
    }
}
