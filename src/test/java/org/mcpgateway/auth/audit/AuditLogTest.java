package org.mcpgateway.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.config.AuditSettings;
import org.mcpgateway.auth.http.LimitExceeded;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.metrics.GatewayMetrics;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClock;

/** What anybody may cause as often as they like does not wash the rest out of the trail. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditLogTest {

    private final RedisServer redis = RedisServer.shared();
    private final TestClock clock = new TestClock();
    private final AuditTrail trail =
            new AuditTrail(redis.client(), new AuditSettings(1000, Duration.ofDays(1)), Clock.systemUTC());
    private final AuditLog log = new AuditLog(new RequestTrace(), trail, new GatewayMetrics(), clock);

    @BeforeEach
    @AfterEach
    void nothing_is_left() {
        redis.client().getKeys().delete(RedisKeys.AUDIT);
    }

    @Test
    void a_limit_that_somebody_runs_into_again_and_again_is_told_once_a_minute() {
        exceed("registration", "alice");
        exceed("registration", "alice");
        clock.advance(Duration.ofSeconds(59));
        exceed("registration", "alice");

        assertThat(told()).containsExactly("registration");

        clock.advance(Duration.ofSeconds(2));
        exceed("registration", "alice");

        assertThat(told()).containsExactly("registration", "registration");
    }

    @Test
    void another_limit_and_another_who_runs_into_it_are_told_too() {
        exceed("registration", "alice");
        exceed("registration", "bob");
        exceed("device", "alice");

        assertThat(told()).containsExactlyInAnyOrder("registration", "registration", "device");
    }

    private void exceed(String limit, String subject) {
        log.ofExceededLimit(new LimitExceeded(limit, subject));
    }

    /** The limits that are in the trail; events come in their order, so all are there when the latest is. */
    private List<String> told() {
        String mark = UUID.randomUUID().toString();
        log.record(AuditEvent.of(AuditEvent.Type.CLIENT_DELETED).client(mark));
        await().until(() -> events().stream()
                .anyMatch(event -> event.getString("client_id", "").equals(mark)));
        return events().stream()
                .filter(event -> event.containsKey("limit"))
                .map(event -> event.getString("limit"))
                .toList();
    }

    private List<JsonObject> events() {
        return trail.search(Optional.empty(), Instant.EPOCH, 1000, event -> true)
                .items();
    }
}
