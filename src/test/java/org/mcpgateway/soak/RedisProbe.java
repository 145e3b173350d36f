package org.mcpgateway.soak;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mcpgateway.auth.support.RedisServer;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** What a Redis holds, by the kind of key: what stands before an identifier, and what stands after it. */
final class RedisProbe {

    private static final String KINDS = """
        local kinds = {}
        for _, key in ipairs(redis.call('KEYS', '*')) do
          local kind = (string.match(key, '^[%w_]+:[%w_]+') or key) .. (string.match(key, '}(:%l+)$') or '')
          local seen = kinds[kind] or {0, 0, 0, 0}
          local ends = redis.call('PTTL', key)
          seen[1] = seen[1] + 1
          seen[2] = seen[2] + redis.call('MEMORY', 'USAGE', key)
          seen[3] = math.max(seen[3], ends)
          if ends == -1 then seen[4] = seen[4] + 1 end
          kinds[kind] = seen
        end
        local told = {}
        for kind, seen in pairs(kinds) do
          table.insert(told, kind .. ' ' .. table.concat(seen, ' '))
        end
        return told""";

    private final RedisServer redis;

    RedisProbe(RedisServer redis) {
        this.redis = redis;
    }

    /**
     * The keys of a kind.
     *
     * @param number of them
     * @param bytes of memory
     * @param longest milliseconds until the last of them ends
     * @param endless how many do not end
     */
    record Keys(long number, long bytes, long longest, long endless) {}

    /** All keys by kind, {@code oauth:client} or {@code redis:session:state}. */
    Map<String, Keys> kinds() {
        List<String> told = redis.client()
                .getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_ONLY, KINDS, RScript.ReturnType.LIST);
        Map<String, Keys> kinds = new TreeMap<>();
        for (String line : told) {
            String[] words = line.split(" ");
            kinds.put(
                    words[0],
                    new Keys(
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Math.round(Double.parseDouble(words[3])),
                            Long.parseLong(words[4])));
        }
        return kinds;
    }

    /** How many members a sorted set has. */
    int members(String sortedSet) {
        return redis.client()
                .getScoredSortedSet(sortedSet, StringCodec.INSTANCE)
                .size();
    }
}
