package org.mcpgateway.auth.admin.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/** Reads and writes whole records, many in one round trip; each of them is read and written in one piece. */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class KeptRecords {

    private static final int CHUNK = 200;

    /** ARGV: whether to write over, end in milliseconds or 0, then the value or the fields and their values. */
    private static final String WRITE = """
            if ARGV[1] == 'missing' and redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            redis.call('DEL', KEYS[1])
            if #ARGV == 3 then
              redis.call('SET', KEYS[1], ARGV[3])
            else
              for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
            end
            if ARGV[2] ~= '0' then redis.call('PEXPIREAT', KEYS[1], ARGV[2]) end
            return 1
            """;

    private final RedissonClient redisson;
    private final Clock clock;

    @Inject
    KeptRecords(RedissonClient redisson, Clock clock) {
        this.redisson = redisson;
        this.clock = clock;
    }

    /** Gives every key with the prefix to the consumer, some at a time; the server answers others meanwhile. */
    void forEachKey(String prefix, Consumer<List<String>> consumer) {
        List<String> chunk = new ArrayList<>(CHUNK);
        for (String key : redisson.getKeys()
                .getKeys(KeysScanOptions.defaults().pattern(prefix + "*").chunkSize(CHUNK))) {
            chunk.add(key);
            if (chunk.size() == CHUNK) {
                consumer.accept(List.copyOf(chunk));
                chunk.clear();
            }
        }
        if (!chunk.isEmpty()) {
            consumer.accept(chunk);
        }
    }

    /** The records under these keys; those that have ended since are not in it. */
    List<KeptRecord> read(List<String> keys) {
        RBatch batch = redisson.createBatch();
        for (String key : keys) {
            if (KeptRecord.isHash(key)) {
                batch.<String, String>getMap(key, StringCodec.INSTANCE).readAllMapAsync();
            } else {
                batch.<String>getBucket(key, StringCodec.INSTANCE).getAsync();
            }
            batch.getBucket(key).remainTimeToLiveAsync();
        }
        BatchResult<?> results = batch.execute();
        Instant now = clock.instant();
        List<KeptRecord> records = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Object value = results.getResponses().get(2 * i);
            long left = ((Number) results.getResponses().get(2 * i + 1)).longValue();
            record(keys.get(i), value, left, now).ifPresent(records::add);
        }
        return records;
    }

    /**
     * Writes records, each in one piece, and says for each whether it was written.
     *
     * @param over what is there already; otherwise only what is missing
     */
    List<Boolean> write(List<KeptRecord> records, boolean over) {
        RBatch batch = redisson.createBatch();
        for (KeptRecord record : records) {
            List<Object> arguments = new ArrayList<>();
            arguments.add(over ? "over" : "missing");
            arguments.add(record.expiresAt().map(Instant::toEpochMilli).orElse(0L));
            record.text().ifPresent(arguments::add);
            record.fields().forEach((name, value) -> {
                arguments.add(name);
                arguments.add(value);
            });
            batch.getScript(StringCodec.INSTANCE)
                    .evalAsync(
                            RScript.Mode.READ_WRITE,
                            WRITE,
                            RScript.ReturnType.LONG,
                            List.of(record.key()),
                            arguments.toArray());
        }
        return batch.execute().getResponses().stream()
                .map(written -> ((Number) written).longValue() == 1)
                .toList();
    }

    /** Which of the keys are there. */
    List<String> existing(List<String> keys) {
        RBatch batch = redisson.createBatch();
        keys.forEach(key -> batch.getBucket(key).isExistsAsync());
        List<?> answers = batch.execute().getResponses();
        List<String> existing = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (Boolean.TRUE.equals(answers.get(i))) {
                existing.add(keys.get(i));
            }
        }
        return existing;
    }

    private static Optional<KeptRecord> record(
            String key, @org.jspecify.annotations.Nullable Object value, long left, Instant now) {
        Optional<Instant> end = left > 0 ? Optional.of(now.plusMillis(left)) : Optional.empty();
        if (value instanceof Map<?, ?> hash && !hash.isEmpty()) {
            Map<String, String> fields = new LinkedHashMap<>();
            hash.forEach((name, text) -> fields.put(String.valueOf(name), String.valueOf(text)));
            return Optional.of(new KeptRecord(key, Optional.empty(), fields, end));
        }
        return value instanceof String text
                ? Optional.of(new KeptRecord(key, Optional.of(text), Map.of(), end))
                : Optional.empty();
    }
}
