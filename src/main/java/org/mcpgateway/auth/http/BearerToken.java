package org.mcpgateway.auth.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a bearer token from its header, the only place it is taken from (RFC 6750 s2.1). */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /**
     * The token of an {@code Authorization} header.
     *
     * @param authorization the header, if sent; the scheme in any case
     */
    public static Optional<String> of(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }
}
