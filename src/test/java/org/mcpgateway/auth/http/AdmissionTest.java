package org.mcpgateway.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.auth.config.LoadSettings;
import org.mcpgateway.auth.metrics.GatewayMetrics;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdmissionTest {

    private final GatewayMetrics metrics = new GatewayMetrics();

    @Test
    void verify_has_a_bound_of_its_own_and_nothing_else_takes_of_its_room() {
        Admission admission = new Admission(new LoadSettings(1, 0, 2), metrics);
        assertThat(admission.enters(Lane.OTHER)).isTrue();
        assertThat(admission.enters(Lane.SIGN_IN)).isTrue();

        assertThat(admission.enters(Lane.VERIFY)).isTrue();
        assertThat(admission.enters(Lane.VERIFY)).isTrue();
        assertThat(admission.enters(Lane.VERIFY)).isFalse();
        assertThat(new String(metrics.text(), StandardCharsets.UTF_8))
                .contains("mcp_auth_shed_total{lane=\"verify\"} 1.0");
    }

    @Test
    void each_lane_is_full_by_itself_and_documents_never_are() {
        Admission admission = new Admission(new LoadSettings(1, 0, 1), metrics);
        assertThat(admission.enters(Lane.SIGN_IN)).isTrue();
        assertThat(admission.enters(Lane.SIGN_IN)).isFalse();

        assertThat(admission.enters(Lane.OTHER)).isTrue();
        assertThat(admission.enters(Lane.OTHER)).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(admission.enters(Lane.READY)).isTrue();
        }
    }

    @Test
    void a_place_that_was_left_is_free() {
        Admission admission = new Admission(new LoadSettings(1, 0, 1), metrics);
        assertThat(admission.enters(Lane.OTHER)).isTrue();

        admission.leaves(Lane.OTHER);

        assertThat(admission.enters(Lane.OTHER)).isTrue();
    }

    @Test
    void who_waits_gets_the_place_that_is_left_before_anybody_who_comes_later() {
        Admission admission = new Admission(new LoadSettings(1, 1, 1), metrics);
        assertThat(admission.enters(Lane.OTHER)).isTrue();
        var waits = new CompletableFuture<Boolean>();
        Thread waiting = Thread.ofPlatform().start(() -> waits.complete(admission.enters(Lane.OTHER)));
        while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(admission.enters(Lane.OTHER)).as("one may wait, not two").isFalse();
        admission.leaves(Lane.OTHER);

        // On a machine that stands still for a second the wait was in vain, and the place is free.
        assertThat(waits.join()).isNotEqualTo(admission.enters(Lane.OTHER));
    }

    @Test
    void zero_is_no_limit() {
        Admission admission = new Admission(new LoadSettings(0, 0, 0), metrics);
        for (int i = 0; i < 1000; i++) {
            assertThat(admission.enters(Lane.OTHER)).isTrue();
            assertThat(admission.enters(Lane.VERIFY)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/callback, SIGN_IN",
        "/callback/corp, SIGN_IN",
        "/authorize, SIGN_IN",
        "/token, OTHER",
        "/register/abc, OTHER",
        "/admin/api/clients, OTHER",
        "/, OTHER",
        "/jwks, READY",
        "/.well-known/openid-configuration, READY",
        "/assets/gateway.css, READY",
        "/monitoring/metrics, READY"
    })
    void what_waits_for_a_provider_is_a_lane_of_its_own(String path, Lane lane) {
        assertThat(Lane.of(path)).isEqualTo(lane);
    }
}
