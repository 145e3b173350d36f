package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.AddressRange;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.config.IdentityPeers;

/**
 * Refuses those whose word on who is asking does not count: a child that asks its own bridge, for example. Where a
 * connection comes from decides, not what its request says of that.
 */
@ApplicationScoped
public class PeerGuard {

    /** A container may be given another network while it runs. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final IdentityPeers peers;
    private final Supplier<Set<InetAddress>> interfaces;
    private final Clock clock;
    private volatile @Nullable Own own;

    @Inject
    public PeerGuard(BridgeConfig.GuardSettings settings, Clock clock) {
        this(settings, PeerGuard::ofInterfaces, clock);
    }

    /** @param interfaces tells the addresses of this machine */
    PeerGuard(BridgeConfig.GuardSettings settings, Supplier<Set<InetAddress>> interfaces, Clock clock) {
        this.peers = settings.identityPeers();
        this.interfaces = interfaces;
        this.clock = clock;
    }

    /** Whether a request may say who is asking. */
    public boolean isAllowed(HttpServletRequest request) {
        return switch (peers) {
            case IdentityPeers.Everybody() -> true;
            case IdentityPeers.Others() -> is(request, peer -> !isOfThisMachine(peer));
            case IdentityPeers.Listed(var ranges) ->
                is(request, peer -> ranges.stream().anyMatch(range -> range.contains(peer)));
        };
    }

    private boolean isOfThisMachine(InetAddress peer) {
        return peer.isLoopbackAddress() || peer.isAnyLocalAddress() || own().contains(peer);
    }

    private Set<InetAddress> own() {
        Instant now = clock.instant();
        Own known = own;
        if (known == null || Duration.between(known.since(), now).abs().compareTo(FRESH) >= 0) {
            known = new Own(interfaces.get(), now);
            own = known;
        }
        return known.addresses();
    }

    private static boolean is(HttpServletRequest request, Predicate<InetAddress> allowed) {
        return AddressRange.peer(request.getRemoteAddr()).filter(allowed).isPresent();
    }

    private static Set<InetAddress> ofInterfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The addresses of this machine, and when they were those. */
    private record Own(Set<InetAddress> addresses, Instant since) {}
}
