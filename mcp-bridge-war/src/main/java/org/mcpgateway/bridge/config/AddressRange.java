package org.mcpgateway.bridge.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin with the same bits: an address alone, or CIDR notation (RFC 4632).
 *
 * @param network its first address
 * @param prefix how many bits are the same
 */
public record AddressRange(InetAddress network, int prefix) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException(text + " is no address");
        }
        try {
            InetAddress network = InetAddress.getByName(address);
            int bits = network.getAddress().length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException(text + " has no such prefix");
            }
            return new AddressRange(network, prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + " is no address", e);
        }
    }

    /** The address of a peer, as servers tell it; empty when they tell none. */
    public static Optional<InetAddress> peer(@Nullable String told) {
        if (told == null || told.isEmpty()) {
            return Optional.empty(); // which the next line would take for loopback
        }
        try {
            return Optional.of(InetAddress.getByName(told)); // an address, so nothing is looked up
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
}
