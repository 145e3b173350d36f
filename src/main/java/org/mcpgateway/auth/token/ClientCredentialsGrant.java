package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Scope;

/**
 * Gives a machine client that an operator configured a token in its own name (OAuth 2.1 s4.2), and no refresh token
 * (s4.2.3).
 */
@ApplicationScoped
public class ClientCredentialsGrant {

    private final ResourceNarrowing resources;
    private final Grants grants;
    private final TokenIssuer issuer;
    private final RandomTokens random;
    private final Clock clock;

    @Inject
    public ClientCredentialsGrant(
            ResourceNarrowing resources, Grants grants, TokenIssuer issuer, RandomTokens random, Clock clock) {
        this.resources = resources;
        this.grants = grants;
        this.issuer = issuer;
        this.random = random;
        this.clock = clock;
    }

    /** A token for the client, who stands for itself. */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        UserIdentity itself = UserIdentity.machine(client.clientId());
        Authorization authorization = new Authorization(
                random.identifier(),
                client.clientId(),
                itself,
                scope(client, form),
                resources.asked(form),
                clock.instant());
        grants.note(authorization);
        return issuer.issue(authorization, Optional.empty());
    }

    /** What was asked for of what the client may have; administration only when it was asked for. */
    private static Scope scope(ClientRecord client, RequestParameters form) {
        Scope allowed = Scope.parse(client.scope());
        Scope asked = allowed.intersection(Scope.parse(form.optional("scope").orElse(null)));
        return asked.isEmpty() ? allowed.withoutAdministration() : asked;
    }
}
