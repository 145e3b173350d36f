package org.mcpgateway.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcpgateway.soak.RedisProbe.Keys;

/** When keys end, by kind: {@code docs/reference/redis-keys.md}. */
final class Lifetimes {

    /** What no setting shortens. All others end within {@link #SHORT} here. */
    private static final Map<String, Duration> FIXED = Map.ofEntries(
            Map.entry("oauth:state", Duration.ofMinutes(5)),
            Map.entry("oauth:code", Duration.ofMinutes(10)),
            Map.entry("oauth:user_code", Duration.ofMinutes(10)),
            Map.entry("oauth:revoked_grant", Duration.ofMinutes(10)),
            Map.entry("oauth:device", Duration.ofMinutes(20)),
            Map.entry("oauth:device:pace", Duration.ofMinutes(20)),
            Map.entry("oauth:revoked_user", Duration.ofMinutes(30)),
            Map.entry("oauth:traffic_of_minute", Duration.ofHours(2)),
            Map.entry("oauth:browser_session", Duration.ofHours(8)),
            Map.entry("oauth:user_sessions", Duration.ofHours(8)),
            Map.entry("oauth:person_sessions", Duration.ofHours(8)),
            Map.entry("oauth:traffic_of_hour", Duration.ofDays(2)));

    private static final Set<String> ENDLESS = Set.of("oauth:audit", "oauth:index_version");

    /** The longest of the settings of {@link SoakServers}, and what a busy machine may add to it. */
    static final Duration SHORT = Duration.ofSeconds(75);

    private Lifetimes() {}

    /** Whether nothing of this kind is left when nothing has been done for {@link #SHORT}. */
    static boolean isShort(String kind) {
        return !FIXED.containsKey(kind) && !isEndless(kind);
    }

    /** Whether as many of this kind end as come, once so much time has passed. */
    static boolean isLevel(String kind, Duration passed) {
        return FIXED.getOrDefault(kind, Duration.ZERO).compareTo(passed) < 0;
    }

    /** Keys that live longer than they should; empty when there are none. */
    static List<String> tooLong(Map<String, Keys> kinds) {
        List<String> findings = new ArrayList<>();
        kinds.forEach((kind, seen) -> {
            if (seen.endless() > 0 && !isEndless(kind)) {
                findings.add(seen.endless() + " keys of the kind " + kind + " never end");
            }
            if (seen.longest() > FIXED.getOrDefault(kind, SHORT).toMillis()) {
                findings.add("a key of the kind " + kind + " ends in " + seen.longest() + " ms only");
            }
        });
        return findings;
    }

    private static boolean isEndless(String kind) {
        return ENDLESS.contains(kind) || Sample.INDEXES.contains(kind);
    }
}
