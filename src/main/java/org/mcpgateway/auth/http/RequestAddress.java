package org.mcpgateway.auth.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** What the client itself connected to and from where, told by a trusted proxy or by the connection. */
@RequestScoped
public class RequestAddress {

    private final HttpServletRequest request;
    private final TrustedProxies proxies;

    @Inject
    public RequestAddress(HttpServletRequest request, TrustedProxies proxies) {
        this.request = request;
        this.proxies = proxies;
    }

    /** Host, and port if not the default, lower case; for looking things up, never for showing. */
    public String authority() {
        return authority(request, proxies);
    }

    /** The client's address: the last one in {@code X-Forwarded-For} that is no trusted proxy, or the peer's. */
    static String client(HttpServletRequest request, TrustedProxies proxies) {
        String peer = request.getRemoteAddr();
        String chain = request.getHeader("X-Forwarded-For");
        if (chain == null || !proxies.contains(peer)) {
            return peer;
        }
        String[] hops = chain.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (!hop.matches("[0-9a-fA-F:.]{2,45}")) {
                return peer;
            }
            if (!proxies.contains(hop)) {
                return hop;
            }
        }
        return peer;
    }

    /** The authority of a request, from {@code X-Forwarded-Host} where the peer is one of these proxies. */
    public static String authority(HttpServletRequest request, TrustedProxies proxies) {
        return authority(request, proxies.contains(request.getRemoteAddr()));
    }

    /** The same where it is known whether the peer is trusted. */
    public static String authority(HttpServletRequest request, boolean trusted) {
        String forwarded = trusted ? request.getHeader("X-Forwarded-Host") : null;
        String host = forwarded != null ? forwarded : request.getHeader("Host");
        if (host == null) {
            return "";
        }
        String lower = host.strip().toLowerCase(Locale.ROOT);
        String forwardedScheme = trusted ? request.getHeader("X-Forwarded-Proto") : null;
        String scheme = forwardedScheme != null ? forwardedScheme : request.getScheme();
        String defaultPort = "https".equals(scheme) || "wss".equals(scheme) ? ":443" : ":80";
        return lower.endsWith(defaultPort) ? lower.substring(0, lower.length() - defaultPort.length()) : lower;
    }
}
