package org.mcpgateway.auth.admin;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessTokenRecord;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;

/**
 * A living access token as administrators see it: its claims, never the token.
 *
 * @param jti its identifier
 * @param clientId the client it was issued to
 * @param username the user's name
 * @param sub the user's identifier
 * @param provider that vouched for the user; empty for a machine client
 * @param scope space-separated
 * @param aud the resources it opens
 * @param grantId the authorization it came of
 * @param issuedAt when
 * @param expiresAt when it ends
 */
public record TokenView(
        String jti,
        @JsonbProperty("client_id") String clientId,
        String username,
        String sub,
        Optional<String> provider,
        String scope,
        List<String> aud,
        @JsonbProperty("grant_id") String grantId,
        @JsonbProperty("issued_at") Instant issuedAt,
        @JsonbProperty("expires_at") Instant expiresAt) {

    static TokenView of(AccessTokenStore.Living token) {
        AccessTokenRecord record = token.record();
        return new TokenView(
                token.jti(),
                record.clientId(),
                record.username(),
                record.sub(),
                record.provider(),
                record.scope(),
                record.audience(),
                record.grantId(),
                record.issuedAt(),
                record.expiresAt());
    }
}
