package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/** Exchanges a refresh token for an access token and its own successor (OAuth 2.1 s4.3). */
@ApplicationScoped
public class RefreshTokenGrant {

    private final RefreshTokenStore refreshTokens;
    private final ResourceNarrowing resources;
    private final Grants grants;
    private final TokenIssuer issuer;
    private final ClientStore clients;
    private final UserPolicy policy;
    private final AuditLog audit;
    private final TokenSettings settings;

    @Inject
    public RefreshTokenGrant(
            RefreshTokenStore refreshTokens,
            ResourceNarrowing resources,
            Grants grants,
            TokenIssuer issuer,
            ClientStore clients,
            UserPolicy policy,
            AuditLog audit,
            TokenSettings settings) {
        this.refreshTokens = refreshTokens;
        this.resources = resources;
        this.grants = grants;
        this.issuer = issuer;
        this.clients = clients;
        this.policy = policy;
        this.audit = audit;
        this.settings = settings;
    }

    /**
     * New tokens for the refresh token.
     *
     * @throws OAuthException invalid_grant when it is not this client's current one; its reuse ends the family
     */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        Rotation.Rotated rotated = switch (refreshTokens.rotate(form.required("refresh_token"), client.clientId())) {
            case Rotation.Rotated done -> done;
            case Rotation.Reused reused -> {
                grants.revoke(reused.grantId());
                audit.record(AuditEvent.of(AuditEvent.Type.REFRESH_TOKEN_REUSED)
                        .client(client.clientId())
                        .grant(reused.grantId()));
                throw OAuthException.invalidGrant("the refresh token was already used: sign in again");
            }
            case Rotation.Unknown unknown ->
                throw OAuthException.invalidGrant("the refresh token is unknown or expired: sign in again");
        };
        RefreshTokenFamily family = rotated.family();
        if (!policy.allows(family.user())) {
            grants.revoke(rotated.grantId());
            throw OAuthException.invalidGrant("the user is not allowed any more");
        }
        Scope granted = Scope.parse(family.scope());
        Authorization authorization = new Authorization(
                        rotated.grantId(),
                        client.clientId(),
                        family.user(),
                        granted,
                        family.resources(),
                        family.startedAt())
                .narrowedTo(narrowed(granted, form.optional("scope")), resources.narrow(family.resources(), form));
        grants.note(authorization);
        clients.keepOrRefuse(client, settings.longestLifetime());
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_REFRESHED)
                .client(client.clientId())
                .user(family.user().username())
                .grant(rotated.grantId()));
        return issuer.issue(authorization, Optional.of(rotated.successor()));
    }

    /** Scope may only narrow; what was never granted is left out, and an empty rest means all that was granted. */
    private static Scope narrowed(Scope granted, Optional<String> asked) {
        Scope rest = granted.intersection(Scope.parse(asked.orElse(null)));
        return rest.isEmpty() ? granted : rest;
    }
}
