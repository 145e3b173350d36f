package org.mcpgateway.auth.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.AddressRange;

/** What the client itself connected to and from where, told by a trusted proxy or by the connection. */
@RequestScoped
public class RequestAddress {

    /** As some proxies write whom they were asked by: {@code 203.0.113.7:51234}, {@code [2001:db8::1]:443}. */
    private static final Pattern WITH_PORT =
            Pattern.compile("([0-9.]+):[0-9]{1,5}|\\[([0-9a-fA-F:.]+)](?::[0-9]{1,5})?");

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
        String chain = header(request, "X-Forwarded-For");
        if (chain == null || !proxies.contains(peer)) {
            return peer;
        }
        String[] hops = chain.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = withoutPort(hops[i].strip());
            if (!hop.matches("[0-9a-fA-F:.]{2,45}") || AddressRange.literal(hop).isEmpty()) {
                return peer;
            }
            if (!proxies.contains(hop)) {
                return hop;
            }
        }
        return peer;
    }

    /** A port is another with each connection, and nobody is somebody else for that. */
    private static String withoutPort(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        if (!matcher.matches()) {
            return hop;
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    /**
     * Whose an address is, for limits: of IPv6 the first 64 bits, since whoever has one address has all of those that
     * begin alike (RFC 6177 s2); of IPv4 the address, also where it is written as one of IPv6.
     */
    static String network(String address) {
        return AddressRange.literal(address)
                .map(literal -> literal instanceof Inet6Address six ? firstHalf(six) : literal.getHostAddress())
                .orElse(address);
    }

    private static String firstHalf(Inet6Address address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return "%x:%x:%x:%x::/64".formatted(bytes.getShort(), bytes.getShort(), bytes.getShort(), bytes.getShort());
    }

    /** The authority of a request, from {@code X-Forwarded-Host} where the peer is one of these proxies. */
    public static String authority(HttpServletRequest request, TrustedProxies proxies) {
        return authority(request, proxies.contains(request.getRemoteAddr()));
    }

    /** The same where it is known whether the peer is trusted. */
    public static String authority(HttpServletRequest request, boolean trusted) {
        String forwarded = trusted ? header(request, "X-Forwarded-Host") : null;
        String host = forwarded != null ? forwarded : request.getHeader("Host");
        if (host == null) {
            return "";
        }
        String lower = host.strip().toLowerCase(Locale.ROOT);
        String forwardedScheme = trusted ? header(request, "X-Forwarded-Proto") : null;
        String scheme = forwardedScheme != null ? forwardedScheme : request.getScheme();
        String defaultPort = "https".equals(scheme) || "wss".equals(scheme) ? ":443" : ":80";
        return lower.endsWith(defaultPort) ? lower.substring(0, lower.length() - defaultPort.length()) : lower;
    }

    /** All its lines as one (RFC 9110 s5.3): a proxy may add a line of its own below that of whoever asks it. */
    private static @Nullable String header(HttpServletRequest request, String name) {
        Enumeration<String> lines = request.getHeaders(name);
        if (!lines.hasMoreElements()) {
            return null;
        }
        String first = lines.nextElement();
        return lines.hasMoreElements() ? first + "," + String.join(",", Collections.list(lines)) : first;
    }
}
