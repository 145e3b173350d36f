package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
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
     * @throws OAuthException invalid_request or invalid_target when the request is wrong, and the token is as good as
     *     before; invalid_grant when it is not this client's current one; its reuse ends the family
     */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        String token = form.required("refresh_token");
        Optional<String> scope = form.optional("scope");
        List<String> asked = resources.asked(form);
        requirePartOfTheGrant(asked, token, client);
        Rotation.Rotated rotated = rotated(token, client);
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
                .narrowedTo(narrowed(granted, scope), resources.narrow(family.resources(), asked));
        grants.note(authorization);
        clients.keepOrRefuse(client, settings.longestLifetime());
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_REFRESHED)
                .client(client.clientId())
                .user(family.user().username())
                .grant(rotated.grantId()));
        return issuer.issue(authorization, Optional.of(rotated.successor()));
    }

    /**
     * Refuses what was not granted while the token can still be used. Only a current one is looked at: no other is used
     * up by a request, and its reuse has to be noticed whatever else is asked for.
     */
    private void requirePartOfTheGrant(List<String> asked, String token, ClientRecord client) {
        if (!asked.isEmpty()) {
            refreshTokens
                    .find(token)
                    .filter(family -> family.clientId().equals(client.clientId()))
                    .ifPresent(family -> resources.narrow(family.resources(), asked));
        }
    }

    private Rotation.Rotated rotated(String token, ClientRecord client) {
        return switch (refreshTokens.rotate(token, client.clientId())) {
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
    }

    /** Scope may only narrow; what was never granted is left out, and an empty rest means all that was granted. */
    private static Scope narrowed(Scope granted, Optional<String> asked) {
        Scope rest = granted.intersection(Scope.parse(asked.orElse(null)));
        return rest.isEmpty() ? granted : rest;
    }
}
