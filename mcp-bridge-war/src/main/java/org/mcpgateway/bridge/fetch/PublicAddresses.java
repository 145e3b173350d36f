package org.mcpgateway.bridge.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.mcpgateway.bridge.config.FetchSettings;

/**
 * Resolves names to addresses of the public internet only. The client connects to what was checked here and looks
 * nothing up again, so that a name cannot change its address in between.
 */
final class PublicAddresses implements DnsResolver {

    private final Lookup lookup;
    private final boolean allowAll;
    private final List<String> allowedHosts;

    PublicAddresses(FetchSettings settings) {
        this(settings, InetAddress::getAllByName);
    }

    PublicAddresses(FetchSettings settings, Lookup lookup) {
        this.lookup = lookup;
        this.allowAll = settings.allowPrivate();
        this.allowedHosts = settings.allowedHosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Gives all addresses of a name. */
    @FunctionalInterface
    interface Lookup {
        /**
         * Looks them up.
         *
         * @throws UnknownHostException when there are none
         */
        InetAddress[] all(String host) throws UnknownHostException;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = lookup.all(host);
        if (allowAll || allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
            return all;
        }
        InetAddress[] open =
                Arrays.stream(all).filter(PublicAddresses::isPublic).toArray(InetAddress[]::new);
        // One private address among public ones is how a rebinding answer looks: then none is used.
        if (open.length != all.length) {
            throw new PrivateAddressException(host);
        }
        return open;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Whether an address is on the public internet (IANA special-purpose address registries). */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 ->
                !(second == 168 || (second == 0 && (third == 0 || third == 2)) || (second == 88 && third == 99));
            case 198 -> !(second == 18 || second == 19 || (second == 51 && third == 100));
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    private static boolean isPublicV6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        boolean globalUnicast = (first & 0xe000) == 0x2000;
        boolean tunnel = first == 0x2002 || (first == 0x2001 && second == 0);
        boolean documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && (second & 0xf000) == 0);
        boolean benchmark = first == 0x2001 && second == 2;
        boolean orchid = first == 0x2001 && ((second & 0xffe0) == 0x0020 || (second & 0xfff0) == 0x0010);
        return globalUnicast && !tunnel && !documentation && !benchmark && !orchid;
    }

    /** The name leads to an address that is not on the public internet. */
    static final class PrivateAddressException extends UnknownHostException {
        PrivateAddressException(String host) {
            super("the address of " + host + " is not on the public internet");
        }
    }
}
