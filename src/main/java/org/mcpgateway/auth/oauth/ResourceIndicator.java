package org.mcpgateway.auth.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of a protected resource (RFC 8707 s2) in canonical form: lower-case scheme and host, no default port, no
 * trailing slash, neither query nor fragment. Two spellings of one address are equal.
 *
 * @param value the canonical form
 */
public record ResourceIndicator(String value) {

    /**
     * Brings an address into canonical form.
     *
     * @throws OAuthException invalid_target when it is no absolute http or https URI, or has a fragment
     */
    public static ResourceIndicator parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!(scheme.equals("https") || scheme.equals("http"))
                    || uri.getHost() == null
                    || uri.getRawFragment() != null
                    || uri.getRawUserInfo() != null) {
                throw OAuthException.invalidTarget(
                        "resource must be an absolute http or https URI without user info and fragment");
            }
            boolean defaultPort = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return new ResourceIndicator(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                    + (defaultPort ? "" : ":" + uri.getPort())
                    + withoutSlashes(path));
        } catch (URISyntaxException e) {
            throw OAuthException.invalidTarget("resource is not a URI");
        }
    }

    /** All of them: one less would be another spelling of the same. */
    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    @Override
    public String toString() {
        return value;
    }
}
