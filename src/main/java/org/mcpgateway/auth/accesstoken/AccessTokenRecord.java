package org.mcpgateway.auth.accesstoken;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a living access token; its presence under the jti is what makes the token valid.
 *
 * @param version of this record's form; 1
 * @param grantId the authorization it came of
 * @param sub the user's identifier
 * @param username the user's name
 * @param provider the identity provider that vouched for the user; empty for a machine client
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
        String clientId,
        String scope,
        List<String> audience,
        Instant issuedAt,
        Instant expiresAt) {}
