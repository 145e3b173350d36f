package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mcpgateway.auth.config.AddressRange;
import org.mcpgateway.auth.config.NetworkSettings;

/**
 * The proxies whose {@code X-Forwarded-*} headers are believed: addresses and CIDR ranges of {@code TRUSTED_PROXIES}.
 */
@ApplicationScoped
public class TrustedProxies {

    /** More peers than proxies ever are; asked on every request, so each address is worked out once. */
    private static final int MOST_REMEMBERED = 1024;

    private final List<AddressRange> ranges;
    private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

    @Inject
    public TrustedProxies(NetworkSettings settings) {
        this.ranges = settings.trustedProxies();
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
        boolean trusted = AddressRange.literal(address)
                .filter(literal -> ranges.stream().anyMatch(range -> range.contains(literal)))
                .isPresent();
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(address, trusted);
        }
        return trusted;
    }
}
