package org.mcpgateway.auth.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.redisson.api.RBatch;
import org.redisson.api.RBucketAsync;
import org.redisson.api.RedissonClient;

/** Records as JSON text under a key, each with a time to live; {@link Duration#ZERO} means that it does not end. */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class JsonRecords {

    private final RedissonClient redisson;
    private final Jsonb jsonb = JsonbBuilder.create();

    @Inject
    public JsonRecords(RedissonClient redisson) {
        this.redisson = redisson;
    }

    /** The record under the key, if there is one. */
    public <T> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(redisson.<String>getBucket(key).get()).map(text -> parse(text, type));
    }

    /** The records under these keys, by key, in one round trip; those that are gone are not in it. */
    public <T> Map<String, T> findAll(Collection<String> keys, Class<T> type) {
        Map<String, String> texts = redisson.getBuckets().get(keys.toArray(String[]::new));
        Map<String, T> found = new HashMap<>();
        texts.forEach((key, text) -> found.put(key, parse(text, type)));
        return found;
    }

    /** Takes the record away with one {@code GETDEL}, so that only one caller gets it. */
    public <T> Optional<T> take(String key, Class<T> type) {
        return Optional.ofNullable(redisson.<String>getBucket(key).getAndDelete())
                .map(text -> parse(text, type));
    }

    /** Writes the record, replacing what was there. */
    public void save(String key, Object record, Duration timeToLive) {
        if (timeToLive.isZero()) {
            redisson.<String>getBucket(key).set(format(record));
        } else {
            redisson.<String>getBucket(key).set(format(record), timeToLive);
        }
    }

    /** The same as part of a batch. */
    public void save(RBatch batch, String key, Object record, Duration timeToLive) {
        RBucketAsync<String> bucket = batch.getBucket(key);
        if (timeToLive.isZero()) {
            bucket.setAsync(format(record));
        } else {
            bucket.setAsync(format(record), timeToLive);
        }
    }

    /** Writes the record over one that is there; false when there is none, and then nothing is written. */
    public boolean replace(String key, Object record, Duration timeToLive) {
        return timeToLive.isZero()
                ? redisson.<String>getBucket(key).setIfExists(format(record))
                : redisson.<String>getBucket(key).setIfExists(format(record), timeToLive);
    }

    /** Removes the record; false when there was none. */
    public boolean delete(String key) {
        return redisson.getBucket(key).delete();
    }

    /** The record of its JSON text. */
    public <T> T parse(String text, Class<T> type) {
        return jsonb.fromJson(text, type);
    }

    /** The JSON text of a record. */
    public String format(Object record) {
        return jsonb.toJson(record);
    }
}
