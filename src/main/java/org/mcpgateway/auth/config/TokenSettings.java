package org.mcpgateway.auth.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How tokens are made.
 *
 * @param algorithm {@code JWT_ALGORITHM}
 * @param privateKey {@code JWT_PRIVATE_KEY_B64}: base64 of a PEM private key (RSA of at least 2048 bits, or P-256)
 * @param previousPublicKeys {@code JWT_PREVIOUS_PUBLIC_KEYS_B64}: base64 of PEM public keys, comma-separated, that stay
 *     in the JWK set until the tokens they signed are gone
 * @param sharedSecret {@code GATEWAY_JWT_SECRET} (or {@code JWT_SECRET}): the HS256 key, at least 32 bytes
 * @param accessTokenLifetime {@code ACCESS_TOKEN_LIFETIME}
 * @param refreshTokenLifetime {@code REFRESH_TOKEN_LIFETIME}
 * @param refreshGrace {@code REFRESH_GRACE}: how long a rotated refresh token still gives its successor
 * @param codeLifetime {@code AUTHORIZATION_CODE_LIFETIME}, at most 10 minutes
 * @param identityToken {@code IDENTITY_TOKEN}: whether services are told of their caller in a signed token as well
 */
public record TokenSettings(
        JwtAlgorithm algorithm,
        Optional<Secret> privateKey,
        List<String> previousPublicKeys,
        Optional<Secret> sharedSecret,
        Duration accessTokenLifetime,
        Duration refreshTokenLifetime,
        Duration refreshGrace,
        Duration codeLifetime,
        boolean identityToken) {

    /** How long something of a grant may live that was given now. */
    public Duration longestLifetime() {
        return refreshTokenLifetime.compareTo(accessTokenLifetime) > 0 ? refreshTokenLifetime : accessTokenLifetime;
    }

    /** The signature algorithms of access tokens (RFC 7518 s3.1). */
    public enum JwtAlgorithm {
        RS256,
        ES256,
        HS256
    }
}
