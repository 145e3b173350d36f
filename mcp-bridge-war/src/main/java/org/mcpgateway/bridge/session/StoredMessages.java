package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RMapAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;

/**
 * What was sent on the streams of sessions, as Redis has it: a hash for each session, by event.
 *
 * @param age how long it is kept after the last change
 */
record StoredMessages(RedissonClient redisson, Duration age) {

    private static final Codec CODEC = new CompositeCodec(StringCodec.INSTANCE, ByteArrayCodec.INSTANCE);

    /**
     * The messages of these events, as far as Redis still has them.
     *
     * @throws IOException when it does not answer
     */
    Map<String, byte[]> load(String session, Set<String> eventIds) throws IOException {
        try {
            return redisson.<String, byte[]>getMap(RedisKeys.sessionMessages(session), CODEC)
                    .getAll(eventIds);
        } catch (RedisException e) {
            throw new IOException("what was sent cannot be read at the moment", e);
        }
    }

    /**
     * Writes what has changed in these logs, all of it in one go.
     *
     * @throws RedisException when Redis does not take it
     */
    void write(Map<ReplayLog, ReplayLog.Changes> batch) {
        RBatch commands = redisson.createBatch(BatchOptions.defaults());
        batch.forEach((log, changes) -> add(commands, log, changes));
        commands.execute();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // execute() reports what fails
    private void add(RBatch commands, ReplayLog log, ReplayLog.Changes changes) {
        RMapAsync<String, byte[]> map = commands.getMap(RedisKeys.sessionMessages(log.session()), CODEC);
        if (changes.all) {
            map.deleteAsync();
            return;
        }
        Map<String, byte[]> added = new LinkedHashMap<>();
        for (ReplayLog.Entry entry : changes.added) {
            byte[] message = entry.message;
            if (message != null) {
                added.put(entry.eventId(), message);
            }
        }
        if (!added.isEmpty()) {
            map.putAllAsync(added);
            map.expireAsync(age);
        }
        remove(map, changes.removed);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // execute() reports what fails
    private static void remove(RMapAsync<String, byte[]> map, Collection<String> eventIds) {
        if (!eventIds.isEmpty()) {
            map.fastRemoveAsync(eventIds.toArray(String[]::new));
        }
    }
}
