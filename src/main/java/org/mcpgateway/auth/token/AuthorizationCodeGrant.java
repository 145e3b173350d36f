package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.authorize.AuthorizationCode;
import org.mcpgateway.auth.authorize.AuthorizationCodeStore;
import org.mcpgateway.auth.authorize.Redemption;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.pkce.CodeChallenge;
import org.mcpgateway.auth.pkce.CodeVerifier;

/** Exchanges an authorization code for tokens, once (OAuth 2.1 s4.1.3). */
@ApplicationScoped
public class AuthorizationCodeGrant {

    private final AuthorizationCodeStore codes;
    private final ResourceNarrowing resources;
    private final Grants grants;
    private final FirstTokens tokens;
    private final AuditLog audit;

    @Inject
    public AuthorizationCodeGrant(
            AuthorizationCodeStore codes,
            ResourceNarrowing resources,
            Grants grants,
            FirstTokens tokens,
            AuditLog audit) {
        this.codes = codes;
        this.resources = resources;
        this.grants = grants;
        this.tokens = tokens;
        this.audit = audit;
    }

    /**
     * Tokens for the code.
     *
     * @throws OAuthException invalid_request or invalid_target when no code would make the request right, and the code
     *     may still be redeemed; invalid_grant when it is not this client's to redeem; a replayed code also revokes
     *     what it gave
     */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        CodeVerifier verifier = new CodeVerifier(form.required("code_verifier"));
        Optional<String> redirectUri = form.optional("redirect_uri");
        List<String> asked = resources.asked(form);
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
        check(code, client, redirectUri, verifier);
        Authorization granted = new Authorization(
                code.grantId(),
                client.clientId(),
                code.user(),
                Scope.parse(code.scope()),
                code.resources(),
                code.issuedAt());
        return tokens.of(client, granted, resources.narrow(code.resources(), asked));
    }

    private static void check(
            AuthorizationCode code, ClientRecord client, Optional<String> redirectUri, CodeVerifier verifier) {
        if (!code.clientId().equals(client.clientId())) {
            throw OAuthException.invalidGrant("the code was given to another client");
        }
        if (redirectUri.filter(uri -> !uri.equals(code.redirectUri())).isPresent()) {
            throw OAuthException.invalidGrant("redirect_uri differs from that of the authorization request");
        }
        if (!new CodeChallenge(code.codeChallenge()).isAnsweredBy(verifier)) {
            throw OAuthException.invalidGrant("code_verifier does not match the code_challenge");
        }
    }
}
