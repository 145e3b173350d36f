package org.mcpgateway.auth.accesstoken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;

/**
 * The living access tokens: one record each, found by user, client and grant through sorted sets whose scores are
 * expiry times, so that they shrink as tokens end. Every revocation is told to all replicas.
 */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class AccessTokenStore {

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final SortedIndexes indexes;
    private final RevocationTopic topic;
    private final Clock clock;

    @Inject
    public AccessTokenStore(
            RedissonClient redisson, JsonRecords records, SortedIndexes indexes, RevocationTopic topic, Clock clock) {
        this.redisson = redisson;
        this.records = records;
        this.indexes = indexes;
        this.topic = topic;
        this.clock = clock;
    }

    /** Makes the token live, in one round trip. */
    public void save(String jti, AccessTokenRecord token) {
        Duration left = Duration.between(clock.instant(), token.expiresAt());
        RBatch batch = redisson.createBatch();
        batch.<String>getBucket(RedisKeys.token(jti)).setAsync(records.format(token), left);
        index(batch, jti, token);
        batch.execute();
    }

    /** Adds the token to the indexes, as part of a batch. */
    public void index(RBatch batch, String jti, AccessTokenRecord token) {
        indexes.addEnding(batch, RedisKeys.TOKENS, jti, token.expiresAt());
        for (String key : List.of(
                RedisKeys.userTokens(token.username()),
                RedisKeys.clientTokens(token.clientId()),
                RedisKeys.grantTokens(token.grantId()))) {
            indexes.addEndingWithLast(batch, key, jti, token.expiresAt());
        }
    }

    /** A part of all living tokens, the latest first. */
    public Page<Living> all(PageRequest request) {
        return page(RedisKeys.TOKENS, request);
    }

    /** A part of a user's living tokens. */
    public Page<Living> ofUser(String username, PageRequest request) {
        return page(RedisKeys.userTokens(username), request);
    }

    /** A part of a client's living tokens. */
    public Page<Living> ofClient(String clientId, PageRequest request) {
        return page(RedisKeys.clientTokens(clientId), request);
    }

    /** A part of those that are listed though they have ended. */
    public Page<String> ended(PageRequest request) {
        Page<String> names = indexes.page(RedisKeys.TOKENS, request);
        Map<String, AccessTokenRecord> living =
                records.findAll(names.items().stream().map(RedisKeys::token).toList(), AccessTokenRecord.class);
        return names.map(jti -> living.containsKey(RedisKeys.token(jti)) ? Optional.empty() : Optional.of(jti));
    }

    /** Takes what has ended out of the list. */
    public void forget(Collection<String> ended) {
        if (!ended.isEmpty()) {
            redisson.getScoredSortedSet(RedisKeys.TOKENS).removeAll(ended);
        }
    }

    private Page<Living> page(String index, PageRequest request) {
        Page<String> names = indexes.living(index, request);
        Map<String, AccessTokenRecord> found =
                records.findAll(names.items().stream().map(RedisKeys::token).toList(), AccessTokenRecord.class);
        return names.map(
                jti -> Optional.ofNullable(found.get(RedisKeys.token(jti))).map(record -> new Living(jti, record)));
    }

    /**
     * A token that lives.
     *
     * @param jti its identifier
     * @param record what is kept of it
     */
    public record Living(String jti, AccessTokenRecord record) {}

    /** The record of a token that lives. */
    public Optional<AccessTokenRecord> find(String jti) {
        return records.find(RedisKeys.token(jti), AccessTokenRecord.class);
    }

    /** Ends the token on every replica; false when it had ended before. */
    public boolean revoke(String jti) {
        boolean lived = records.delete(RedisKeys.token(jti));
        topic.announce(List.of(jti));
        redisson.getScoredSortedSet(RedisKeys.TOKENS).remove(jti);
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
            batch.getScoredSortedSet(RedisKeys.TOKENS).removeAllAsync(tokens);
            batch.execute();
            topic.announce(tokens);
        }
        redisson.getKeys().delete(index);
    }
}
