package org.mcpgateway.auth.it;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mcpgateway.auth.support.RedisServer;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/** All that a Redis holds, as text to search in. */
final class RedisDump {

    private RedisDump() {}

    static String of(RedisServer server) {
        RedissonClient redisson = server.client();
        return StreamSupport.stream(redisson.getKeys().getKeys().spliterator(), false)
                .map(key -> key + " = " + value(redisson, key))
                .collect(Collectors.joining("\n"));
    }

    private static Object value(RedissonClient redisson, String key) {
        return switch (redisson.getKeys().getType(key)) {
            case MAP -> redisson.getMap(key, StringCodec.INSTANCE).readAllMap();
            case ZSET -> redisson.getScoredSortedSet(key, StringCodec.INSTANCE).readAll();
            case SET -> redisson.getSet(key, StringCodec.INSTANCE).readAll();
            case LIST -> redisson.getList(key, StringCodec.INSTANCE).readAll();
            case STREAM ->
                redisson.getStream(key, StringCodec.INSTANCE)
                        .range(StreamRangeArgs.startId(StreamMessageId.MIN).endId(StreamMessageId.MAX));
            default -> redisson.getBucket(key, StringCodec.INSTANCE).get();
        };
    }
}
