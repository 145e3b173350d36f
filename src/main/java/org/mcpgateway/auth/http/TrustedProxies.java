package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.mcpgateway.auth.config.InvalidConfigurationException;
import org.mcpgateway.auth.config.NetworkSettings;

/**
 * The proxies whose {@code X-Forwarded-*} headers are believed: addresses and CIDR ranges of {@code TRUSTED_PROXIES}.
 */
@ApplicationScoped
public class TrustedProxies {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** More peers than proxies ever are; asked on every request, so each address is worked out once. */
    private static final int MOST_REMEMBERED = 1024;

    private final List<Range> ranges;
    private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

    @Inject
    public TrustedProxies(NetworkSettings settings) {
        this.ranges =
                settings.trustedProxies().stream().map(TrustedProxies::parse).toList();
    }

    /** Whether the peer of a connection is such a proxy. */
    public boolean contains(String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        Boolean known = remembered.get(address);
        if (known != null) {
            return known;
        }
        byte[] bytes = literal(address);
        boolean trusted = ranges.stream().anyMatch(range -> range.contains(bytes));
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(address, trusted);
        }
        return trusted;
    }

    private static Range parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = literal(parts[0]);
        int bits = address.length * 8;
        if (parts.length == 2) {
            bits = parts[1].matches("[0-9]{1,3}") ? Integer.parseInt(parts[1]) : -1;
        }
        if (address.length == 0 || bits < 0 || bits > address.length * 8) {
            throw new InvalidConfigurationException(
                    "TRUSTED_PROXIES", "must hold addresses or CIDR ranges, not: " + text);
        }
        return new Range(address, bits);
    }

    /** The bytes of an address; none when it is no address, whatever a name server would say of it. */
    private static byte[] literal(String address) {
        String bare = address.replace("[", "").replace("]", "").split("%", 2)[0];
        if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(bare).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Range(byte[] address, int bits) {

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
