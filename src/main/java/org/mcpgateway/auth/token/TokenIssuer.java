package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.AccessTokenEncoder;
import org.mcpgateway.auth.accesstoken.AccessTokenRecord;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;

/** Makes access tokens live and writes the answer; takes back what was issued while its grant was being revoked. */
@ApplicationScoped
public class TokenIssuer {

    private final AccessTokenEncoder encoder;
    private final AccessTokenStore accessTokens;
    private final Grants grants;
    private final RandomTokens random;
    private final TokenSettings settings;
    private final IssuerSettings issuer;
    private final String administration;
    private final UserPolicy policy;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    public TokenIssuer(
            AccessTokenEncoder encoder,
            AccessTokenStore accessTokens,
            Grants grants,
            RandomTokens random,
            TokenSettings settings,
            IssuerSettings issuer,
            ProtectedResources resources,
            UserPolicy policy,
            AuditLog audit,
            Clock clock) {
        this.policy = policy;
        this.encoder = encoder;
        this.accessTokens = accessTokens;
        this.grants = grants;
        this.random = random;
        this.settings = settings;
        this.issuer = issuer;
        this.administration = resources.administration().indicator().value();
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Issues an access token for an authorization whose grant is noted; the scope of operators only to them, and only
     * in a token that opens the admin API and nothing else.
     *
     * @param refreshToken sent along, if the grant gives one
     * @throws OAuthException invalid_grant when the grant was revoked meanwhile
     */
    public TokenResponse issue(Authorization granted, Optional<String> refreshToken) {
        Authorization authorization =
                policy.mayAdminister(granted.user()) && granted.resources().equals(List.of(administration))
                        ? granted
                        : granted.narrowedTo(granted.scope().withoutAdministration(), granted.resources());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiry = now.plus(settings.accessTokenLifetime());
        String jti = random.identifier();
        AccessToken token = new AccessToken(
                jti,
                authorization.user().subject(),
                authorization.user().username(),
                authorization.user().email(),
                authorization.user().name(),
                authorization.clientId(),
                authorization.scope(),
                audience(authorization),
                now,
                expiry);
        accessTokens.save(jti, record(authorization, token));
        if (grants.isRevoked(authorization)) {
            // By its name too: whoever is ending the grant may be about to delete the list that names it.
            accessTokens.revoke(jti);
            grants.revoke(authorization.grantId());
            throw OAuthException.invalidGrant("the authorization was revoked");
        }
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_ISSUED)
                .client(authorization.clientId())
                .user(authorization.user().username())
                .grant(authorization.grantId())
                .with("jti", jti)
                .with("scope", authorization.scope().toString())
                .with("audience", String.join(" ", token.audience())));
        return new TokenResponse(
                encoder.encode(token),
                "Bearer",
                settings.accessTokenLifetime().toSeconds(),
                refreshToken,
                authorization.scope().toString());
    }

    private List<String> audience(Authorization authorization) {
        return authorization.resources().isEmpty()
                ? List.of(issuer.identifier().toString())
                : authorization.resources();
    }

    private static AccessTokenRecord record(Authorization authorization, AccessToken token) {
        return new AccessTokenRecord(
                1,
                authorization.grantId(),
                token.subject(),
                token.username(),
                Optional.of(authorization.user().provider()).filter(provider -> !provider.isEmpty()),
                authorization.user().email(),
                authorization.user().memberships(),
                token.clientId(),
                token.scope().toString(),
                token.audience(),
                token.issuedAt(),
                token.expiresAt());
    }
}
