package org.mcpgateway.bridge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.config.FetchSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicAddressesTest {

    @ParameterizedTest(name = "{0} ({1})")
    @CsvSource({
        "0.0.0.0, this network",
        "0.1.2.3, this network",
        "10.0.0.1, private",
        "100.64.0.1, shared",
        "100.127.255.255, shared",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "169.254.169.254, link-local",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.1, protocol assignments",
        "192.0.2.1, documentation",
        "192.88.99.1, 6to4 relay",
        "192.168.0.1, private",
        "198.18.0.1, benchmarking",
        "198.19.255.255, benchmarking",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, loopback",
        "::127.0.0.1, IPv4-compatible",
        "::ffff:127.0.0.1, IPv4-mapped",
        "::ffff:10.0.0.1, IPv4-mapped",
        "::ffff:169.254.169.254, IPv4-mapped",
        "64:ff9b::7f00:1, NAT64",
        "64:ff9b::808:808, NAT64",
        "64:ff9b:1::1, local NAT64",
        "100::1, discard",
        "2001::1, Teredo",
        "2001:2::1, benchmarking",
        "2001:10::1, ORCHID",
        "2001:20::1, ORCHIDv2",
        "2001:db8::1, documentation",
        "2002:7f00:1::1, 6to4 of loopback",
        "2002:808:808::1, 6to4",
        "3fff::1, documentation",
        "5f00::1, segment routing",
        "fc00::1, unique local",
        "fd00:ec2::254, unique local",
        "fe80::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast"
    })
    void special_addresses_are_not_public(String address, String kind) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888"
            })
    void addresses_of_the_internet_are_public(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void one_private_address_among_public_ones_refuses_the_name() {
        PublicAddresses addresses = addresses(List.of(), "8.8.8.8", "10.0.0.1");

        assertThatThrownBy(() -> addresses.resolve("rebinding.example")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void a_host_that_is_allowed_may_have_a_private_address_and_others_still_may_not() throws UnknownHostException {
        PublicAddresses addresses = addresses(List.of("Intranet.example"), "10.0.0.1");

        assertThat(addresses.resolve("intranet.EXAMPLE")).hasSize(1);
        assertThatThrownBy(() -> addresses.resolve("x.intranet.example")).isInstanceOf(UnknownHostException.class);
    }

    private static PublicAddresses addresses(List<String> allowed, String... found) {
        FetchSettings settings = new FetchSettings(false, allowed, "test", false, 1024, Duration.ofSeconds(1));
        return new PublicAddresses(settings, host -> {
            InetAddress[] all = new InetAddress[found.length];
            for (int i = 0; i < found.length; i++) {
                all[i] = InetAddress.getByName(found[i]);
            }
            return all;
        });
    }
}
