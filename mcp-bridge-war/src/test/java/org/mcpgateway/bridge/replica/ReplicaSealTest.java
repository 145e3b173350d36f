package org.mcpgateway.bridge.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.ReplicaSettings;
import org.mcpgateway.bridge.config.Secret;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.replica.ReplicaSeal.Opened;
import org.mcpgateway.bridge.replica.ReplicaSeal.Sealed;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplicaSealTest {

    private static final Instant NOW = Instant.parse("2026-07-28T12:00:00Z");
    private static final ForwardedCall CALL = new ForwardedCall(
            "POST",
            "time",
            "mcp",
            Map.of("x-user-id", List.of("ada"), "mcp-session-id", List.of("abc")),
            "{\"☃\":1}".getBytes(StandardCharsets.UTF_8));

    private final Side sender = new Side("the secret of all replicas of a gateway", NOW);
    private final Side receiver = new Side("the secret of all replicas of a gateway", NOW);

    @Test
    void what_was_sealed_for_this_replica_is_opened_as_it_was() {
        Sealed sealed = sender.seal.seal(CALL, receiver.replicas.self());

        assertThat(receiver.open(sealed)).isInstanceOfSatisfying(Opened.Genuine.class, genuine -> {
            assertThat(genuine.call().method()).isEqualTo("POST");
            assertThat(genuine.call().service()).isEqualTo("time");
            assertThat(genuine.call().headers()).isEqualTo(CALL.headers());
            assertThat(genuine.call().body()).isEqualTo(CALL.body());
        });
    }

    @Test
    void a_change_of_any_byte_is_refused() {
        Sealed sealed = sender.seal.seal(CALL, receiver.replicas.self());

        for (int i = 0; i < sealed.content().length; i++) {
            byte[] changed = sealed.content().clone();
            changed[i] ^= 1;
            assertThat(receiver.seal.open(changed, sealed.seal())).isInstanceOf(Opened.Refused.class);
        }
    }

    @Test
    void what_was_sent_before_is_refused() {
        Sealed sealed = sender.seal.seal(CALL, receiver.replicas.self());
        assertThat(receiver.open(sealed)).isInstanceOf(Opened.Genuine.class);

        assertThat(receiver.open(sealed)).isInstanceOf(Opened.Refused.class);
    }

    @Test
    void what_is_old_or_from_the_future_is_refused() {
        for (Duration skew : List.of(Duration.ofSeconds(-31), Duration.ofSeconds(31))) {
            Side wrong = new Side("the secret of all replicas of a gateway", NOW.plus(skew));

            assertThat(receiver.open(wrong.seal.seal(CALL, receiver.replicas.self())))
                    .isInstanceOf(Opened.Refused.class);
        }
    }

    @Test
    void another_secret_opens_nothing() {
        Side stranger = new Side("another secret, of another gateway's replicas", NOW);

        assertThat(receiver.open(stranger.seal.seal(CALL, receiver.replicas.self())))
                .isInstanceOf(Opened.Refused.class);
    }

    @Test
    void what_was_meant_for_another_replica_is_misdirected() {
        assertThat(receiver.open(sender.seal.seal(CALL, new Replica("another", "http://127.0.0.1:1"))))
                .isInstanceOf(Opened.Misdirected.class);
    }

    @Test
    void a_bridge_that_is_alone_opens_nothing() {
        var alone = new SessionSettings(Optional.empty(), Optional.empty(), bounds(), false);
        var seal = new ReplicaSeal(alone, new Replicas(Optional.empty(), alone), Clock.systemUTC());

        assertThat(seal.open(new byte[0], "")).isInstanceOf(Opened.Refused.class);
    }

    private static SessionSettings.Replay bounds() {
        return new SessionSettings.Replay(1, 1024, Duration.ofSeconds(1));
    }

    /** One replica's seal, at a time. */
    private static final class Side {
        private final Replicas replicas;
        private final ReplicaSeal seal;

        Side(String secret, Instant now) {
            var settings = new SessionSettings(
                    Optional.empty(),
                    Optional.of(new ReplicaSettings(URI.create("http://127.0.0.1:1"), new Secret(secret))),
                    bounds(),
                    false);
            replicas = new Replicas(Optional.empty(), settings);
            seal = new ReplicaSeal(settings, replicas, Clock.fixed(now, ZoneOffset.UTC));
        }

        Opened open(Sealed sealed) {
            return seal.open(sealed.content(), sealed.seal());
        }
    }
}
