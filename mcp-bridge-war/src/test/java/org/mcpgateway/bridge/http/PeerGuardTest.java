package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.config.InvalidConfigurationException;
import org.mcpgateway.bridge.support.TestConfig;
import org.mcpgateway.bridge.support.TestRequest;

/** Children of the bridge that ask it in the name of somebody else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeerGuardTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "172.18.0.5", "8.8.8.8"})
    void unless_told_so_everybody_may_say_who_is_asking(String peer) {
        assertThat(isAllowed(guard("IDENTITY_PEERS", ""), peer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "0.0.0.0", "::", "", "#"
            })
    void where_only_others_may_this_machine_may_not(String peer) {
        assertThat(isAllowed(guard("IDENTITY_PEERS", "others"), peer)).isFalse();
    }

    @Test
    void where_only_others_may_no_address_of_an_interface_may() throws Exception {
        PeerGuard guard = guard("IDENTITY_PEERS", "others");
        List<String> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .toList();

        assertThat(own).isNotEmpty().noneMatch(address -> isAllowed(guard, address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
    void where_only_others_may_another_machine_may(String peer) {
        assertThat(isAllowed(guard("IDENTITY_PEERS", "others"), peer)).isTrue();
    }

    @Test
    void an_address_that_becomes_this_machine_s_own_is_known_within_ten_seconds() throws Exception {
        var own = new AtomicReference<>(Set.of(InetAddress.getByName("192.0.2.7")));
        var guard = new PeerGuard(TestConfig.of("IDENTITY_PEERS", "others").guard(), own::get, clock);
        assertThat(isAllowed(guard, "192.0.2.7")).isFalse();
        assertThat(isAllowed(guard, "192.0.2.8")).isTrue();

        own.set(Set.of(InetAddress.getByName("192.0.2.8")));
        now.set(START.plus(Duration.ofSeconds(10)));

        assertThat(isAllowed(guard, "192.0.2.7")).isTrue();
        assertThat(isAllowed(guard, "192.0.2.8")).isFalse();
    }

    @Test
    void the_addresses_of_this_machine_are_not_read_for_each_request() throws Exception {
        var own = new AtomicReference<>(Set.of(InetAddress.getByName("192.0.2.7")));
        var guard =
                new PeerGuard(TestConfig.of("IDENTITY_PEERS", "others").guard(), () -> own.getAndSet(Set.of()), clock);

        assertThat(isAllowed(guard, "192.0.2.7")).isFalse();
        assertThat(isAllowed(guard, "192.0.2.7")).isFalse();
    }

    @Test
    void of_a_list_those_who_are_in_it_may() {
        PeerGuard guard = guard("IDENTITY_PEERS", "10.1.2.3, 172.16.0.0/12, fd00::/8");

        assertThat(List.of("10.1.2.3", "172.31.255.255", "fd12::1")).allMatch(peer -> isAllowed(guard, peer));
        assertThat(List.of("10.1.2.4", "172.32.0.0", "127.0.0.1", "::1", "fe00::1", ""))
                .noneMatch(peer -> isAllowed(guard, peer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Real-Ip"})
    void what_a_request_says_of_where_it_comes_from_counts_for_nothing(String header) {
        PeerGuard guard = guard("IDENTITY_PEERS", "others");

        assertThat(guard.isAllowed(TestRequest.of("127.0.0.1", "POST", "/mcp", Map.of(header, "192.0.2.7"))))
                .isFalse();
    }

    @Test
    void where_the_bridge_itself_asks_who_it_is_anybody_may_call() {
        PeerGuard guard = guard("IDENTITY_PEERS", "others", "FORWARD_AUTH_URL", "/verify");

        assertThat(isAllowed(guard, "127.0.0.1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "Others", "others,10.0.0.1", "localhost", "proxy.internal", "10.0.0.0/33", "*"})
    void what_is_no_address_stops_the_deployment_and_names_the_key(String value) {
        assertThatThrownBy(() -> TestConfig.of("IDENTITY_PEERS", value, "FORWARD_AUTH_URL", "/verify"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("IDENTITY_PEERS must be others, or addresses or CIDR ranges, separated by commas");
    }

    private PeerGuard guard(String... settings) {
        return new PeerGuard(TestConfig.of(settings).guard(), clock);
    }

    private static boolean isAllowed(PeerGuard guard, String peer) {
        return guard.isAllowed(TestRequest.of(peer, "POST", "/mcp", Map.of("X-User-Id", "grace")));
    }
}
