package org.mcpgateway.auth.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.AccessTokenDecoder;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.token.Grants;
import org.mcpgateway.auth.token.RefreshTokenFamily;
import org.mcpgateway.auth.token.RefreshTokenStore;

/** Ends tokens for the client that holds them. */
@ApplicationScoped
public class Revocations {

    private final RefreshTokenStore refreshTokens;
    private final AccessTokenDecoder decoder;
    private final AccessTokenStore accessTokens;
    private final Grants grants;
    private final AuditLog audit;

    @Inject
    public Revocations(
            RefreshTokenStore refreshTokens,
            AccessTokenDecoder decoder,
            AccessTokenStore accessTokens,
            Grants grants,
            AuditLog audit) {
        this.refreshTokens = refreshTokens;
        this.decoder = decoder;
        this.accessTokens = accessTokens;
        this.grants = grants;
        this.audit = audit;
    }

    /**
     * Ends the token: a refresh token with everything that came of its grant, an access token alone (RFC 7009 s2.1).
     *
     * @throws OAuthException unauthorized_client when it is another client's
     */
    void revoke(String token, ClientRecord client) {
        Optional<RefreshTokenFamily> family = refreshTokens.familyOf(token);
        if (family.isPresent()) {
            requireOwner(family.get().clientId(), client);
            String grantId = RefreshTokenStore.grantId(token);
            grants.revoke(grantId);
            audit.record(event(client).grant(grantId));
            return;
        }
        Optional<AccessToken> access = decoder.decode(token);
        if (access.isPresent()) {
            requireOwner(access.get().clientId(), client);
            accessTokens.revoke(access.get().jti());
            audit.record(event(client).with("jti", access.get().jti()));
        }
    }

    private static void requireOwner(String owner, ClientRecord client) {
        if (!owner.equals(client.clientId())) {
            throw OAuthException.of(OAuthError.UNAUTHORIZED_CLIENT, "the token was issued to another client");
        }
    }

    private static AuditEvent event(ClientRecord client) {
        return AuditEvent.of(AuditEvent.Type.TOKEN_REVOKED).client(client.clientId());
    }
}
