package org.mcpgateway.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.OperationsSettings;
import org.mcpgateway.bridge.config.SessionSettings;
import org.mcpgateway.bridge.operations.OperatorSeal.Verdict;
import org.mcpgateway.bridge.replica.Replicas;

/** Whom the bridge lets end sessions: nobody but the holder of the key, once, now, and where it was meant. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorSealTest {

    private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
    private static final KeyPair OURS = pair();
    private static final String ACT = "/operations/end-session?id=abc";

    private final Replicas replicas = new Replicas(
            Optional.empty(),
            new SessionSettings(
                    Optional.empty(), Optional.empty(), new SessionSettings.Replay(0, 0, Duration.ZERO), false));
    private final String self = replicas.self().id();
    private final OperatorSeal seal = new OperatorSeal(
            new OperationsSettings(Optional.of(OURS.getPublic())), replicas, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void without_a_key_nothing_is_genuine() {
        var closed = new OperatorSeal(new OperationsSettings(Optional.empty()), replicas, Clock.systemUTC());

        assertThat(closed.isUsed()).isFalse();
        assertThat(closed.check("POST", ACT, sealed(OURS, "POST", ACT, NOW, self)))
                .isEqualTo(Verdict.REFUSED);
    }

    @Test
    void what_is_not_signed_by_the_key_is_refused() {
        assertThat(seal.check("POST", ACT, "")).isEqualTo(Verdict.REFUSED);
        assertThat(seal.check("POST", ACT, "1.any." + "n".repeat(16) + "." + "A".repeat(86)))
                .isEqualTo(Verdict.REFUSED);
        assertThat(seal.check("POST", ACT, sealed(pair(), "POST", ACT, NOW, self)))
                .isEqualTo(Verdict.REFUSED);
        assertThat(seal.check("POST", ACT, sealed(OURS, "GET", ACT, NOW, self))).isEqualTo(Verdict.REFUSED);
        assertThat(seal.check("POST", ACT, sealed(OURS, "POST", ACT + "d", NOW, self)))
                .isEqualTo(Verdict.REFUSED);
        assertThat(seal.check(
                        "POST", ACT, sealed(OURS, "POST", ACT, NOW, "other").replace(".other.", "." + self + ".")))
                .isEqualTo(Verdict.REFUSED);
    }

    @Test
    void what_comes_late_or_from_the_future_is_refused() {
        assertThat(seal.check("POST", ACT, sealed(OURS, "POST", ACT, NOW.minusSeconds(31), self)))
                .isEqualTo(Verdict.REFUSED);
        assertThat(seal.check("POST", ACT, sealed(OURS, "POST", ACT, NOW.plusSeconds(31), self)))
                .isEqualTo(Verdict.REFUSED);
    }

    @Test
    void what_is_for_another_bridge_or_for_any_ends_nothing_here() {
        assertThat(seal.check("POST", ACT, sealed(OURS, "POST", ACT, NOW, "another")))
                .isEqualTo(Verdict.MISDIRECTED);
        assertThat(seal.check("POST", ACT, sealed(OURS, "POST", ACT, NOW, OperatorSeal.ANY)))
                .isEqualTo(Verdict.MISDIRECTED);
    }

    @Test
    void an_act_is_taken_once() {
        String once = sealed(OURS, "POST", ACT, NOW, self);

        assertThat(seal.check("POST", ACT, once)).isEqualTo(Verdict.GENUINE);
        assertThat(seal.check("POST", ACT, once)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void whoever_has_the_key_may_look_at_any_bridge() {
        assertThat(seal.check(
                        "GET", "/operations/state", sealed(OURS, "GET", "/operations/state", NOW, OperatorSeal.ANY)))
                .isEqualTo(Verdict.GENUINE);
    }

    private static String sealed(KeyPair key, String method, String target, Instant at, String receiver) {
        try {
            String nonce = Long.toUnsignedString(System.nanoTime(), 36) + "n".repeat(12);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(
                    String.join("\n", "operations", method, target, Long.toString(at.toEpochMilli()), receiver, nonce)
                            .getBytes(StandardCharsets.UTF_8));
            return at.toEpochMilli() + "." + receiver + "." + nonce + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
