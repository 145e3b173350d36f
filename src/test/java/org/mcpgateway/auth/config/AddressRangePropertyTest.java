package org.mcpgateway.auth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.Draw;
import org.mcpgateway.auth.support.Property;

/** Ranges of addresses, held against arithmetic. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AddressRangePropertyTest {

    @Test
    void a_range_contains_exactly_the_addresses_that_begin_as_it_does() {
        Property.holds(5000, draw -> {
            byte[] network = address(draw, draw.of(4, 16));
            int bits = network.length * 8;
            int prefix = draw.below(bits + 1);
            byte[] other = draw.chance(70) ? near(draw, network) : address(draw, draw.of(4, 16));
            AddressRange range = AddressRange.parse(inet(network).getHostAddress() + "/" + prefix)
                    .orElseThrow();

            boolean same = other.length == network.length
                    && number(other)
                            .shiftRight(bits - prefix)
                            .equals(number(network).shiftRight(bits - prefix));

            assertThat(range.contains(inet(other))).isEqualTo(same);
        });
    }

    @Test
    void an_address_alone_is_a_range_of_one() {
        Property.holds(2000, draw -> {
            byte[] network = address(draw, draw.of(4, 16));
            byte[] other = near(draw, network);
            AddressRange range =
                    AddressRange.parse(inet(network).getHostAddress()).orElseThrow();

            assertThat(range.contains(inet(network))).isTrue();
            assertThat(range.contains(inet(other))).isEqualTo(number(other).equals(number(network)));
        });
    }

    /** An IPv6 address that begins as those do that stand for IPv4 ones would be taken for one by the JDK. */
    private static byte[] address(Draw draw, int length) {
        byte[] address = new byte[length];
        for (int i = 0; i < length; i++) {
            address[i] = (byte) draw.below(256);
        }
        address[0] |= 1;
        return address;
    }

    private static byte[] near(Draw draw, byte[] address) {
        byte[] near = address.clone();
        int bit = draw.below(address.length * 8);
        near[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return near;
    }

    private static BigInteger number(byte[] address) {
        return new BigInteger(1, address);
    }

    private static InetAddress inet(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
