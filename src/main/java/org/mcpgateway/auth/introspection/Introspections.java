package org.mcpgateway.auth.introspection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.AccessTokenDecoder;
import org.mcpgateway.auth.accesstoken.LivingTokens;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ConfiguredClients;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.token.RefreshTokenFamily;
import org.mcpgateway.auth.token.RefreshTokenStore;

/** Looks tokens up for whom they concern: the client that holds them, or a configured resource server. */
@ApplicationScoped
public class Introspections {

    private final AccessTokenDecoder decoder;
    private final LivingTokens accessTokens;
    private final RefreshTokenStore refreshTokens;
    private final ConfiguredClients configured;
    private final UserPolicy policy;
    private final IssuerSettings issuer;
    private final AuditLog audit;

    @Inject
    public Introspections(
            AccessTokenDecoder decoder,
            LivingTokens accessTokens,
            RefreshTokenStore refreshTokens,
            ConfiguredClients configured,
            UserPolicy policy,
            IssuerSettings issuer,
            AuditLog audit) {
        this.decoder = decoder;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.configured = configured;
        this.policy = policy;
        this.issuer = issuer;
        this.audit = audit;
    }

    /** What the caller is told of the token. */
    IntrospectionResponse of(String token, ClientRecord caller) {
        IntrospectionResponse response = accessToken(token)
                .or(() -> refreshToken(token))
                .filter(found -> configured.isResourceServer(caller.clientId())
                        || found.clientId().filter(caller.clientId()::equals).isPresent())
                .orElseGet(IntrospectionResponse::inactive);
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_INTROSPECTED)
                .client(caller.clientId())
                .with("active", Boolean.toString(response.active()))
                .with("jti", response.jti()));
        return response;
    }

    private Optional<IntrospectionResponse> accessToken(String compact) {
        return decoder.decode(compact).filter(accessTokens::contain).map(this::active);
    }

    private IntrospectionResponse active(AccessToken token) {
        long issuedAt = token.issuedAt().getEpochSecond();
        return new IntrospectionResponse(
                true,
                Optional.of(token.scope().toString()),
                Optional.of(token.clientId()),
                Optional.of(token.username()),
                Optional.of("Bearer"),
                Optional.of(token.expiresAt().getEpochSecond()),
                Optional.of(issuedAt),
                Optional.of(issuedAt),
                Optional.of(token.subject()),
                Optional.of(token.audience()),
                Optional.of(issuer.identifier().toString()),
                Optional.of(token.jti()));
    }

    private Optional<IntrospectionResponse> refreshToken(String token) {
        return refreshTokens
                .find(token)
                .filter(family -> policy.allows(family.user()))
                .map(this::active);
    }

    private IntrospectionResponse active(RefreshTokenFamily family) {
        return new IntrospectionResponse(
                true,
                Optional.of(family.scope()),
                Optional.of(family.clientId()),
                Optional.of(family.user().username()),
                Optional.of("refresh_token"),
                Optional.empty(),
                Optional.of(family.startedAt().getEpochSecond()),
                Optional.empty(),
                Optional.of(family.user().subject()),
                family.resources().isEmpty()
                        ? Optional.of(List.of(issuer.identifier().toString()))
                        : Optional.of(family.resources()),
                Optional.of(issuer.identifier().toString()),
                Optional.empty());
    }
}
