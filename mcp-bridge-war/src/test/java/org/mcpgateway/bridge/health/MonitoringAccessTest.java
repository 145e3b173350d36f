package org.mcpgateway.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.config.InvalidConfigurationException;
import org.mcpgateway.bridge.support.TestConfig;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MonitoringAccessTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0", "10.0.0.0/x", "::1/129", "*"})
    void what_is_no_address_stops_the_deployment_and_names_the_key(String range) {
        assertThatThrownBy(() -> TestConfig.of("MONITORING_ALLOWED", range))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("MONITORING_ALLOWED");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "::1, true",
        "0:0:0:0:0:0:0:1, true",
        "10.0.0.1, false",
        "192.168.1.1, false",
        "8.8.8.8, false",
        "fe80::1, false",
        "0.0.0.0, false"
    })
    void by_default_only_this_machine_may(String address, boolean allowed) {
        MonitoringAccess access = new MonitoringAccess(TestConfig.of().monitoring());

        assertThat(access.isAllowed(address)).isEqualTo(allowed);
    }

    @Test
    void ranges_take_the_place_of_the_default() {
        MonitoringAccess access =
                new MonitoringAccess(TestConfig.of("MONITORING_ALLOWED", "172.16.0.0/12, 10.1.2.3, fd00::/8")
                        .monitoring());

        assertThat(access.isAllowed("172.31.255.255")).isTrue();
        assertThat(access.isAllowed("10.1.2.3")).isTrue();
        assertThat(access.isAllowed("fd12::1")).isTrue();
        assertThat(access.isAllowed("172.32.0.0")).isFalse();
        assertThat(access.isAllowed("10.1.2.4")).isFalse();
        assertThat(access.isAllowed("127.0.0.1")).isFalse();
        assertThat(access.isAllowed("fe00::1")).isFalse();
    }
}
