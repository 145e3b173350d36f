package org.mcpgateway.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.config.AddressRange;
import org.mcpgateway.auth.config.NetworkSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrustedProxiesTest {

    @Test
    void nobody_is_believed_by_default() {
        assertThat(new TrustedProxies(new NetworkSettings(List.of(), List.of())).contains("127.0.0.1"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9.255.255.255", "10.4.0.1", "::ffff:10.0.0", "localhost", "10.0.0.1.evil.com", "999.0.0.1", ""})
    void what_lies_outside_of_the_range_or_is_no_address_is_not_believed(String peer) {
        assertThat(proxies("10.0.0.0/14").contains(peer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "10.3.255.255"})
    void a_range_is_believed_to_its_last_address(String peer) {
        assertThat(proxies("10.0.0.0/14").contains(peer)).isTrue();
    }

    @Test
    void an_ipv6_range_is_believed() {
        assertThat(proxies("fd00::/8").contains("fd12:3456::1")).isTrue();
        assertThat(proxies("fd00::/8").contains("fe80::1")).isFalse();
    }

    private static TrustedProxies proxies(String range) {
        return new TrustedProxies(
                new NetworkSettings(List.of(AddressRange.parse(range).orElseThrow()), List.of()));
    }
}
