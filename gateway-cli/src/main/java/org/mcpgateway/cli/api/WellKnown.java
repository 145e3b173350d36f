package org.mcpgateway.cli.api;

import java.net.URI;

/**
 * Documents below {@code /.well-known} of a host, which stand before the path of what they describe (RFC 8414 s3.1).
 */
public final class WellKnown {

    private WellKnown() {}

    /** The metadata of an authorization server. */
    public static URI authorizationServer(URI issuer) {
        return of(issuer, "oauth-authorization-server");
    }

    /**
     * A document about an address.
     *
     * @param name that is registered for it
     */
    public static URI of(URI address, String name) {
        return address.resolve("/.well-known/" + name + path(address));
    }

    /** The path of an address as it follows the name; empty for the root. */
    public static String path(URI address) {
        return address.getRawPath() == null || address.getRawPath().equals("/") ? "" : address.getRawPath();
    }
}
