package org.mcpgateway.auth.accesstoken;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mcpgateway.auth.identity.UserIdentity;

/**
 * What is kept of a living access token; its presence under the jti is what makes the token valid.
 *
 * @param version of this record's form; 1
 * @param grantId the authorization it came of
 * @param sub the user's identifier
 * @param username the user's name
 * @param provider the identity provider that vouched for the user; empty for a machine client
 * @param email the user's verified address
 * @param memberships the user's at the sign-in
 * @param clientId the client it was issued to
 * @param scope space-separated
 * @param audience as in the token
 * @param issuedAt when
 * @param expiresAt when it ends
 */
public record AccessTokenRecord(
        int version,
        String grantId,
        String sub,
        String username,
        Optional<String> provider,
        Optional<String> email,
        List<String> memberships,
        String clientId,
        String scope,
        List<String> audience,
        Instant issuedAt,
        Instant expiresAt) {

    /** Records that were kept before there were memberships have none. */
    public AccessTokenRecord {
        memberships = List.copyOf(Objects.requireNonNullElse(memberships, List.of()));
    }

    /** The user as the provider vouched for them, without the full name; empty for a machine client. */
    public Optional<UserIdentity> user() {
        return provider.map(
                vouching -> new UserIdentity(vouching, sub, username, email, Optional.empty(), memberships));
    }
}
