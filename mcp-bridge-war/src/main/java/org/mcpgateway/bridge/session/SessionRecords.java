package org.mcpgateway.bridge.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.replica.Replica;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/** The sessions of all replicas, as Redis knows them; none where no Redis is configured. */
@ApplicationScoped
public class SessionRecords {

    private final Optional<RedissonClient> redisson;

    @Inject
    public SessionRecords(Optional<RedissonClient> redisson) {
        this.redisson = redisson;
    }

    /**
     * A record and how long it lives.
     *
     * @param record what is to be known
     * @param timeToLive more than zero
     */
    record Kept(SessionRecord record, Duration timeToLive) {}

    /** Whether there is a Redis to keep them. */
    boolean areKept() {
        return redisson.isPresent();
    }

    /** Writes records by session id, all at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // executeAsync() reports what fails
    CompletionStage<?> save(Map<String, Kept> records) {
        if (redisson.isEmpty() || records.isEmpty()) {
            return CompletableFuture.completedFuture(records);
        }
        RBatch batch = redisson.get().createBatch(BatchOptions.defaults().skipResult());
        records.forEach((id, kept) -> batch.<String>getBucket(RedisKeys.sessionState(id))
                .setAsync(kept.record().format(), kept.timeToLive()));
        return batch.executeAsync();
    }

    /**
     * The replica that has the session of this id, if it is this principal's and this service's.
     *
     * @throws RedisException when Redis does not answer
     */
    public Optional<Replica> owner(String id, SessionKey key) {
        return find(id).filter(record -> record.key().equals(key)).map(SessionRecord::owner);
    }

    private Optional<SessionRecord> find(String id) {
        return redisson.flatMap(redis -> Optional.ofNullable(
                        redis.<String>getBucket(RedisKeys.sessionState(id)).get()))
                .flatMap(SessionRecord::parse);
    }

    /** Forgets a session whose replica is no more. */
    public void forget(String id) {
        redisson.ifPresent(redis -> redis.getKeys().unlink(RedisKeys.sessionState(id), RedisKeys.sessionMessages(id)));
    }

    /** Forgets a session. */
    CompletionStage<?> delete(String id) {
        return redisson.<CompletionStage<?>>map(
                        redis -> redis.getBucket(RedisKeys.sessionState(id)).deleteAsync())
                .orElseGet(() -> CompletableFuture.completedFuture(id));
    }
}
