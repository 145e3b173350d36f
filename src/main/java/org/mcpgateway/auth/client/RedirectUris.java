package org.mcpgateway.auth.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Which redirect URIs may be registered and which of them a request may name: https anywhere, http on loopback only,
 * private-use schemes; compared exactly but for the port of a loopback address (RFC 8252 s7.1, s7.3, OAuth 2.1 s2.3.1).
 */
public final class RedirectUris {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    /** Schemes that a browser acts on by itself instead of handing them to an application. */
    private static final Set<String> DANGEROUS = Set.of(
            "javascript",
            "data",
            "vbscript",
            "file",
            "blob",
            "about",
            "filesystem",
            "view-source",
            "ws",
            "wss",
            "ftp",
            "mailto",
            "tel",
            "jar",
            "chrome",
            "resource");

    private static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    private RedirectUris() {}

    /**
     * Checks a URI that a client wants to register.
     *
     * @throws OAuthException invalid_redirect_uri, saying which rule it breaks
     */
    public static void requireRegistrable(String text) {
        if (text.equals(OUT_OF_BAND)) {
            return;
        }
        URI uri = parse(text);
        if (uri.getScheme() == null) {
            throw OAuthException.invalidRedirectUri("redirect_uris must be absolute URIs");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (text.contains("#") || uri.getRawUserInfo() != null || text.contains("*")) {
            throw OAuthException.invalidRedirectUri(
                    "redirect_uris must have no fragment, no user info and no wildcard");
        }
        switch (scheme) {
            case "https" -> requireHost(uri);
            case "http" -> {
                requireHost(uri);
                if (!isLoopback(uri)) {
                    throw OAuthException.invalidRedirectUri(
                            "http redirect URIs are for 127.0.0.1, [::1] and localhost only");
                }
            }
            default -> {
                if (DANGEROUS.contains(scheme) || uri.getRawSchemeSpecificPart().isBlank()) {
                    throw OAuthException.invalidRedirectUri("the scheme " + scheme + " cannot be redirected to");
                }
            }
        }
    }

    /** Whether a request's redirect URI is one of the registered ones; on loopback any port is right. */
    public static boolean matches(List<String> registered, String requested) {
        return registered.contains(requested)
                || registered.stream().anyMatch(candidate -> sameLoopback(candidate, requested));
    }

    /** Whether the URI leads back to the person's own machine. */
    public static boolean isLoopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    private static boolean sameLoopback(String registered, String requested) {
        try {
            URI one = new URI(registered);
            URI other = new URI(requested);
            return "http".equals(one.getScheme())
                    && "http".equals(other.getScheme())
                    && isLoopback(one)
                    && one.getHost().equals(other.getHost())
                    && other.getRawUserInfo() == null
                    && other.getRawFragment() == null
                    && java.util.Objects.equals(one.getRawPath(), other.getRawPath())
                    && java.util.Objects.equals(one.getRawQuery(), other.getRawQuery());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void requireHost(URI uri) {
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw OAuthException.invalidRedirectUri("http and https redirect URIs need a host name");
        }
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw OAuthException.invalidRedirectUri("redirect_uris must be URIs");
        }
    }
}
