package org.mcpgateway.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.auth.config.AddressRange;
import org.mcpgateway.auth.config.NetworkSettings;
import org.mcpgateway.auth.support.TestRequest;

/** Whose word counts on where a request comes from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestAddressTest {

    private static final String PROXY = "10.0.0.1";
    private static final String STRANGER = "192.0.2.66";

    private final TrustedProxies proxies = new TrustedProxies(
            new NetworkSettings(List.of(AddressRange.parse("10.0.0.0/8").orElseThrow()), List.of()));

    @Test
    void what_a_stranger_says_of_itself_counts_for_nothing() {
        HttpServletRequest request = request(
                STRANGER,
                Map.of(
                        "x-forwarded-for", "203.0.113.7",
                        "x-forwarded-host", "evil.example",
                        "x-forwarded-proto", "https",
                        "host", "auth.gateway.test:80"));

        assertThat(RequestAddress.client(request, proxies)).isEqualTo(STRANGER);
        assertThat(authority(request)).isEqualTo("auth.gateway.test");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "'198.51.100.1, 203.0.113.7', 203.0.113.7",
        "'203.0.113.7, 10.2.2.2', 203.0.113.7",
        "'10.9.9.9, 203.0.113.7, 10.2.2.2', 203.0.113.7",
        "'203.0.113.7, <script>', 10.0.0.1",
        "'203.0.113.7, ', 10.0.0.1",
        "10.2.2.2, 10.0.0.1",
        "2001:db8::7, 2001:db8::7",
        "203.0.113.7:51234, 203.0.113.7",
        "[2001:db8::7]:443, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7",
        "'203.0.113.7:51234, 10.2.2.2:443', 203.0.113.7",
        "'203.0.113.7, 10.2.2.2:443, 10.3.3.3', 203.0.113.7",
        "203.0.113.7:, 10.0.0.1",
        "203.0.113.7:https, 10.0.0.1",
        "203.0.113.7:123456, 10.0.0.1",
        "203.0.113.700, 10.0.0.1",
        "203.0.113, 10.0.0.1",
        "dead, 10.0.0.1",
        "2001:db8:::7, 10.0.0.1",
        "[2001:db8::7, 10.0.0.1",
        "[203.0.113.7]:443, 203.0.113.7",
    })
    void behind_a_proxy_the_last_address_that_is_none_of_ours_is_the_client(String chain, String client) {
        assertThat(RequestAddress.client(request(PROXY, Map.of("x-forwarded-for", chain)), proxies))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "'198.51.100.1\n203.0.113.7', 203.0.113.7",
        "'198.51.100.1, 198.51.100.2\n203.0.113.7, 10.2.2.2', 203.0.113.7",
        "'203.0.113.7\n10.2.2.2', 203.0.113.7",
        "'198.51.100.1\n', 10.0.0.1",
    })
    void a_line_that_somebody_sends_ahead_of_the_proxys_own_does_not_count(String lines, String client) {
        assertThat(RequestAddress.client(request(PROXY, Map.of("x-forwarded-for", lines)), proxies))
                .isEqualTo(client);
    }

    @Test
    void of_two_lines_about_the_host_the_first_is_not_believed() {
        assertThat(authority(
                        request(PROXY, Map.of("x-forwarded-host", "evil.example\ntime.gateway.test", "host", "auth"))))
                .isNotEqualTo("evil.example");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::ffff:cb00:7107, 203.0.113.7",
        "2001:db8:1:2::7, 2001:db8:1:2::/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2::/64",
        "2001:0DB8:0001:0002:0:0:0:7%eth0, 2001:db8:1:2::/64",
        "[2001:db8:1:3::7], 2001:db8:1:3::/64",
        "::1, 0:0:0:0::/64",
        "unknown, unknown",
        "'', ''",
    })
    void limits_count_a_whole_network_of_ipv6(String address, String network) {
        assertThat(RequestAddress.network(address)).isEqualTo(network);
    }

    @Test
    void a_proxy_says_which_host_and_scheme_were_asked_for() {
        assertThat(authority(request(
                        PROXY,
                        Map.of(
                                "x-forwarded-host", "TIME.gateway.test:443",
                                "x-forwarded-proto", "https",
                                "host", "auth:8080"))))
                .isEqualTo("time.gateway.test");
    }

    private String authority(HttpServletRequest request) {
        return new RequestAddress(request, proxies).authority();
    }

    private static HttpServletRequest request(String peer, Map<String, String> headers) {
        return TestRequest.of(peer, "GET", "/", headers);
    }
}
