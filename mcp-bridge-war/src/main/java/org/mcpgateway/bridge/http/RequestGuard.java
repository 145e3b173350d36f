package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mcpgateway.bridge.config.BridgeConfig;

/**
 * Refuses pages of foreign origins and host names that are not ours: DNS rebinding (MCP, basic/transports, Security).
 */
@Dependent
public class RequestGuard {

    private final Set<String> hosts;
    private final List<String> wildcards;
    private final Set<String> origins;

    @Inject
    public RequestGuard(BridgeConfig.GuardSettings settings) {
        this.hosts = Set.copyOf(settings.allowedHosts());
        this.wildcards = settings.allowedHosts().stream()
                .filter(host -> host.startsWith("*."))
                .map(host -> host.substring(1))
                .toList();
        this.origins = Set.copyOf(settings.allowedOrigins());
    }

    /** Whether the {@code Host} header names this bridge. */
    boolean isHostAllowed(HttpServletRequest request) {
        String header = request.getHeader("Host");
        if (header == null) {
            return false;
        }
        String host = header.toLowerCase(Locale.ROOT);
        String name = withoutPort(host);
        return hosts.contains(host)
                || hosts.contains(name)
                || hosts.contains("*")
                || wildcards.stream().anyMatch(name::endsWith);
    }

    /** Whether the page that calls, if one does, may. */
    boolean isOriginAllowed(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null
                || origins.contains("*")
                || origins.contains(origin)
                || origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
    }

    /**
     * Whether it asks for another protocol, and not on a connection that has changed to HTTP/2. We offer none (RFC 9110
     * s7.8), and take no other request of its connection: Payara gives what follows to whoever takes the protocol.
     */
    static boolean asksForAnotherProtocol(HttpServletRequest request) {
        return request.getHeader("Upgrade") != null
                && !request.getProtocol().startsWith("HTTP/2")
                && request.getMethod().equals("POST");
    }

    /** Whether the end of its body cannot be found: who looks for it waits for half a minute. */
    static boolean isBodyKeptBack(HttpServletRequest request) {
        return asksForAnotherProtocol(request)
                && (request.getContentLengthLong() < 0 || request.getHeader("Transfer-Encoding") != null);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
