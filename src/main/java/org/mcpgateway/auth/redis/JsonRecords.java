package org.mcpgateway.auth.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redisson.api.RBatch;
import org.redisson.api.RBucketAsync;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/** Records as JSON text under a key, each with a time to live; {@link Duration#ZERO} means that it does not end. */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class JsonRecords {

    /**
     * ARGV: the text that was read, the new one, milliseconds to live or 0. A client of Redis that hears nothing sends
     * a command again: what was written already is no conflict.
     */
    private static final String SWAP = """
            local value = redis.call('GET', KEYS[1])
            if not value then return nil end
            if value ~= ARGV[1] and value ~= ARGV[2] then return value end
            if ARGV[3] == '0' then
              redis.call('SET', KEYS[1], ARGV[2])
            else
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            end
            return ARGV[2]
            """;

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

    /**
     * Writes a record's text over the one that was read, unless somebody else has written another since.
     *
     * @return the text that is there now, the same when it was written; empty when there is none, and then nothing is
     *     written
     */
    public Optional<String> swap(String key, String read, String text, Duration timeToLive) {
        return Optional.ofNullable(redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        SWAP,
                        RScript.ReturnType.VALUE,
                        List.of(key),
                        read,
                        text,
                        timeToLive.toMillis()));
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
