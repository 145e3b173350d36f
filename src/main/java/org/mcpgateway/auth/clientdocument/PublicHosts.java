package org.mcpgateway.auth.clientdocument;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks host names up once and lets only addresses of the public internet through; the connection then goes to just
 * those, so that a name cannot lead elsewhere a moment later. A name with a single other address is refused whole.
 */
final class PublicHosts implements DnsResolver {

    /** First address and prefix length of each special-purpose block of IPv4 (IANA registry). */
    private static final long[][] SPECIAL = {
        {0x00000000L, 8}, // this network
        {0x0A000000L, 8}, // private
        {0x64400000L, 10}, // carrier-grade NAT
        {0x7F000000L, 8}, // loopback
        {0xA9FE0000L, 16}, // link-local
        {0xAC100000L, 12}, // private
        {0xC0000000L, 24}, // protocol assignments
        {0xC0000200L, 24}, // documentation
        {0xC0586300L, 24}, // 6to4 relays
        {0xC0A80000L, 16}, // private
        {0xC6120000L, 15}, // benchmarks
        {0xC6336400L, 24}, // documentation
        {0xCB007100L, 24}, // documentation
        {0xE0000000L, 3}, // multicast and reserved
    };

    private final List<String> trusted;

    /** @param trusted host names that may lead anywhere, lower case */
    PublicHosts(List<String> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = InetAddress.getAllByName(host);
        if (!trusted.contains(host.toLowerCase(Locale.ROOT))) {
            for (InetAddress address : found) {
                if (!isPublic(address)) {
                    throw new UnknownHostException(host + " has an address that is not public");
                }
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPublic(InetAddress address) {
        return address instanceof Inet6Address six ? isPublicSix(six.getAddress()) : isPublicFour(address.getAddress());
    }

    private static boolean isPublicFour(byte[] octets) {
        long value = 0;
        for (byte octet : octets) {
            value = value << 8 | (octet & 0xff);
        }
        for (long[] block : SPECIAL) {
            long shift = 32 - block[1];
            if (value >>> shift == block[0] >>> shift) {
                return false;
            }
        }
        return true;
    }

    /** Global unicast (2000::/3) without what is tunnelled, documented or otherwise special in it. */
    private static boolean isPublicSix(byte[] octets) {
        int first = (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
        int second = (octets[2] & 0xff) << 8 | (octets[3] & 0xff);
        boolean special = first == 0x2002 // 6to4
                || (first == 0x2001 && second < 0x0200) // protocol assignments, Teredo among them
                || (first == 0x2001 && second == 0x0db8)
                || (first & 0xfff0) == 0x3ff0;
        return (first & 0xe000) == 0x2000 && !special;
    }
}
