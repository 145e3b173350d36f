package org.mcpgateway.auth.config;

import java.net.URI;
import java.util.Locale;

/**
 * The issuer identifier (RFC 8414 s2), sent byte for byte the same everywhere, without a trailing slash.
 *
 * @param identifier {@code GATEWAY_ISSUER}, or {@code https://auth.} and {@code BASE_DOMAIN}
 */
public record IssuerSettings(URI identifier) {

    /** The absolute address of a path of this server; {@code path} begins with a slash. */
    public URI at(String path) {
        return URI.create(identifier + path);
    }

    /** The admin API, which is a protected resource of its own (RFC 8707): no other token opens it. */
    public URI adminApi() {
        return at("/admin/api");
    }

    /** Whether the issuer is a loopback address, so that plain http and the local identity provider are allowed. */
    public boolean isLoopback() {
        String host = identifier.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return true;
        }
        return host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Whether cookies of this issuer can be {@code Secure} and carry the {@code __Host-} prefix. */
    public boolean isHttps() {
        return "https".equals(identifier.getScheme());
    }
}
