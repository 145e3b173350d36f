package org.mcpgateway.auth.verify;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.mcpgateway.auth.http.RequestAddress;

/**
 * The address that the client asked the proxy for. Only a trusted proxy's {@code X-Forwarded-*} count.
 *
 * @param method of the client's request
 * @param scheme {@code https} or {@code http}
 * @param authority host, and port if not the default, lower case
 * @param path of the client's request, without its query
 */
public record AskedAddress(String method, String scheme, String authority, String path) {

    /** Empty when the address is spelled so that proxy and service could read it differently. */
    static Optional<AskedAddress> of(HttpServletRequest request, boolean trusted) {
        String uri = trusted ? request.getHeader("X-Forwarded-Uri") : null;
        String method = trusted ? request.getHeader("X-Forwarded-Method") : null;
        String path = withoutQuery(uri == null ? request.getRequestURI() : uri);
        return isPlain(path)
                ? Optional.of(new AskedAddress(
                        method == null ? request.getMethod() : method,
                        scheme(request, trusted),
                        RequestAddress.authority(request, trusted),
                        path))
                : Optional.empty();
    }

    /** A WebSocket's handshake is asked for by another name in some proxies. */
    private static String scheme(HttpServletRequest request, boolean trusted) {
        String forwarded = trusted ? request.getHeader("X-Forwarded-Proto") : null;
        String scheme = forwarded == null ? request.getScheme() : forwarded;
        return scheme.equals("https") || scheme.equals("wss") ? "https" : "http";
    }

    private static String withoutQuery(String uri) {
        int question = uri.indexOf('?');
        return question < 0 ? uri : uri.substring(0, question);
    }

    /** No empty or dot segments, no parameters, no escapes of separators, and origin form. */
    private static boolean isPlain(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == ';' || c == '\\' || c <= ' ' || c > '~') {
                return false;
            }
            if (c == '/' && i + 1 < path.length() && (path.charAt(i + 1) == '/' || path.charAt(i + 1) == '.')) {
                return false;
            }
        }
        return true;
    }
}
