package org.mcpgateway.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mcpgateway.soak.JvmProbe.Held;
import org.mcpgateway.soak.RedisProbe.Keys;

/**
 * What everything held at one moment.
 *
 * @param at since the beginning
 * @param answers that were given until then
 * @param auth the authorization server
 * @param bridge the bridge
 * @param keys of Redis, by kind
 * @param indexed members of each index in Redis
 */
record Sample(Duration at, long answers, Held auth, Held bridge, Map<String, Keys> keys, Map<String, Integer> indexed) {

    /** Sorted sets without an end, cleaned as they grow. */
    static final List<String> INDEXES =
            List.of("oauth:clients", "oauth:tokens", "oauth:grants", "oauth:users", "oauth:consents");

    /** All figures by name, as a line of a table has them. */
    Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        addServer(figures, "auth", auth);
        addServer(figures, "bridge", bridge);
        figures.put("redis keys", keys.values().stream().mapToLong(Keys::number).sum());
        figures.put("redis bytes", keys.values().stream().mapToLong(Keys::bytes).sum());
        keys.forEach((kind, seen) -> figures.put("keys " + kind, seen.number()));
        indexed.forEach((index, members) -> figures.put("members " + index, members.longValue()));
        return figures;
    }

    private static void addServer(Map<String, Long> figures, String name, Held held) {
        figures.put(name + " heap", held.heap());
        figures.put(name + " resident", held.resident());
        figures.put(name + " threads", held.threads());
        figures.put(name + " pooled", held.pooled());
        figures.put(name + " descriptors", held.descriptors());
        figures.put(name + " children", held.children());
    }
}
