package org.mcpgateway.auth.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits: an address alone, or CIDR notation (RFC 4632).
 *
 * @param network its first address
 * @param prefix how many bits are the same
 */
public record AddressRange(InetAddress network, int prefix) {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Reads one; empty when it is none. */
    public static Optional<AddressRange> parse(String text) {
        String[] parts = text.split("/", 2);
        return literal(parts[0]).flatMap(network -> {
            int bits = network.getAddress().length * 8;
            int prefix = parts.length == 1 ? bits : number(parts[1]);
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new AddressRange(network, prefix));
        });
    }

    /** The address that a text is; empty when it is none, whatever a name server would say of it. */
    public static Optional<InetAddress> literal(String text) {
        String bare = text.replace("[", "").replace("]", "").split("%", 2)[0];
        if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether the address lies in it; one of the other IP version does not. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
