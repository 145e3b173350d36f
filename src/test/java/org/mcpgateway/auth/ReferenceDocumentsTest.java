package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.audit.AuditEvent;

/** Pages of reference name what the code has: no more and no less. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceDocumentsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final List<String> KEYS = List.of(
            "src/main/java/org/mcpgateway/auth/redis/RedisKeys.java",
            "mcp-bridge-war/src/main/java/org/mcpgateway/bridge/redis/RedisKeys.java");
    private static final List<String> METRICS = List.of(
            "src/main/java/org/mcpgateway/auth/metrics/GatewayMetrics.java",
            "mcp-bridge-war/src/main/java/org/mcpgateway/bridge/metrics/BridgeMetrics.java");
    private static final Pattern METRIC = Pattern.compile("\"(mcp_[a-z_]+)\"");
    private static final Pattern KEY = Pattern.compile("\"((?:oauth|redis):[a-z_]+)[:{\"]");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`");

    @Test
    void every_audit_event_has_a_row() throws IOException {
        assertThat(rows("docs/reference/audit-events.md"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AuditEvent.Type.values())
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void every_redis_key_has_a_row() throws IOException {
        var written = new TreeSet<String>();
        for (String file : KEYS) {
            KEY.matcher(Files.readString(ROOT.resolve(file)))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(written::add);
        }
        var documented = new TreeSet<>(rows("docs/reference/redis-keys.md").stream()
                .map(key -> key.replaceFirst("^([a-z]+:[a-z_]+).*", "$1"))
                .toList());

        assertThat(written).hasSizeGreaterThan(30);
        assertThat(documented).isEqualTo(written);
    }

    @Test
    void every_metric_has_a_row_and_what_is_watched_is_a_metric() throws IOException {
        var measured = new TreeSet<String>();
        for (String file : METRICS) {
            METRIC.matcher(Files.readString(ROOT.resolve(file)))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(measured::add);
        }
        List<String> documented = rows("docs/reference/metrics.md").stream()
                .filter(row -> row.startsWith("mcp_"))
                .map(row -> row.replaceFirst("_total$", ""))
                .toList();

        assertThat(measured).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(documented);
        for (String file : List.of("alerts.yml", "dashboard.json")) {
            assertThat(Pattern.compile("mcp_[a-z_]+")
                            .matcher(Files.readString(
                                    ROOT.resolve("docker/monitoring").resolve(file)))
                            .results()
                            .map(found -> found.group().replaceFirst("_(total|bucket|count)$", "")))
                    .isNotEmpty()
                    .isSubsetOf(measured);
        }
    }

    private static List<String> rows(String page) throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }
}
