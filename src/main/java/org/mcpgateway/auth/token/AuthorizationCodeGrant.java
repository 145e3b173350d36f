package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.authorize.AuthorizationCode;
import org.mcpgateway.auth.authorize.AuthorizationCodeStore;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.authorize.Redemption;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.pkce.CodeChallenge;
import org.mcpgateway.auth.pkce.CodeVerifier;

/** Exchanges an authorization code for tokens, once (OAuth 2.1 s4.1.3). */
@ApplicationScoped
public class AuthorizationCodeGrant {

    private final AuthorizationCodeStore codes;
    private final RefreshTokenStore refreshTokens;
    private final ResourceNarrowing resources;
    private final Grants grants;
    private final TokenIssuer issuer;
    private final ConsentStore consents;
    private final ClientStore clients;
    private final AuditLog audit;
    private final TokenSettings settings;
    private final Clock clock;

    @Inject
    public AuthorizationCodeGrant(
            AuthorizationCodeStore codes,
            RefreshTokenStore refreshTokens,
            ResourceNarrowing resources,
            Grants grants,
            TokenIssuer issuer,
            ConsentStore consents,
            ClientStore clients,
            AuditLog audit,
            TokenSettings settings,
            Clock clock) {
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.resources = resources;
        this.grants = grants;
        this.issuer = issuer;
        this.consents = consents;
        this.clients = clients;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tokens for the code.
     *
     * @throws OAuthException invalid_grant when the code is not this client's to redeem; a replayed code also revokes
     *     what it gave
     */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        CodeVerifier verifier = new CodeVerifier(form.required("code_verifier"));
        AuthorizationCode code = switch (codes.redeem(form.required("code"))) {
            case Redemption.Fresh fresh -> fresh.code();
            case Redemption.Replayed replayed -> {
                grants.revoke(replayed.grantId());
                audit.record(AuditEvent.of(AuditEvent.Type.CODE_REPLAYED)
                        .client(client.clientId())
                        .grant(replayed.grantId()));
                throw OAuthException.invalidGrant("the code was already used");
            }
            case Redemption.Unknown unknown -> throw OAuthException.invalidGrant("the code is unknown or expired");
        };
        check(code, client, form, verifier);
        requireConsent(code);
        Authorization authorization = new Authorization(
                code.grantId(),
                client.clientId(),
                code.user(),
                Scope.parse(code.scope()),
                resources.narrow(code.resources(), form),
                code.issuedAt());
        String refreshToken = refreshTokens.start(
                code.grantId(),
                new RefreshTokenFamily(
                        1, client.clientId(), code.user(), code.scope(), code.resources(), clock.instant()));
        clients.keep(client, settings.longestLifetime());
        return issuer.issue(authorization, Optional.of(refreshToken));
    }

    /** The user may have thought better of it since the code was given. */
    private void requireConsent(AuthorizationCode code) {
        if (consents.find(code.user(), code.clientId()).isEmpty()) {
            throw OAuthException.invalidGrant("the user has withdrawn the authorization");
        }
    }

    private static void check(
            AuthorizationCode code, ClientRecord client, RequestParameters form, CodeVerifier verifier) {
        if (!code.clientId().equals(client.clientId())) {
            throw OAuthException.invalidGrant("the code was given to another client");
        }
        if (form.optional("redirect_uri")
                .filter(uri -> !uri.equals(code.redirectUri()))
                .isPresent()) {
            throw OAuthException.invalidGrant("redirect_uri differs from that of the authorization request");
        }
        if (!new CodeChallenge(code.codeChallenge()).isAnsweredBy(verifier)) {
            throw OAuthException.invalidGrant("code_verifier does not match the code_challenge");
        }
    }
}
