package org.mcpgateway.auth.accesstoken;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.oauth.Scope;

/**
 * The claims of an access token (RFC 9068 s2.2).
 *
 * @param jti its identifier, 22 base64url characters
 * @param subject the user's identifier at the identity provider, or the client's own for client_credentials
 * @param username the name people know the user by
 * @param email the verified address
 * @param name the full name
 * @param clientId the client it was issued to
 * @param scope granted
 * @param audience the resources it opens, canonical; the issuer alone: every service
 * @param issuedAt when
 * @param expiresAt when it ends
 */
public record AccessToken(
        String jti,
        String subject,
        String username,
        Optional<String> email,
        Optional<String> name,
        String clientId,
        Scope scope,
        List<String> audience,
        Instant issuedAt,
        Instant expiresAt) {

    /** How much the clocks of replicas may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** Whether it has begun and not ended; a clock that steps changes that both ways. */
    public boolean isValidAt(Instant now) {
        return expiresAt.isAfter(now) && !issuedAt.minus(CLOCK_SKEW).isAfter(now);
    }

    /** How long it lives from then on; nothing when it has ended. */
    public Duration leftAt(Instant now) {
        Duration left = Duration.between(now, expiresAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
