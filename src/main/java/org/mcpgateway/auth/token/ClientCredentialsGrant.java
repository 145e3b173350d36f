package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
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
    private final TokenIssuer issuer;
    private final RandomTokens random;

    @Inject
    public ClientCredentialsGrant(ResourceNarrowing resources, TokenIssuer issuer, RandomTokens random) {
        this.resources = resources;
        this.issuer = issuer;
        this.random = random;
    }

    /** A token for the client, who stands for itself. */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        var itself = new UserIdentity(
                "", client.clientId(), client.clientId(), Optional.empty(), Optional.empty(), List.of());
        return issuer.issue(
                new Authorization(
                        random.identifier(),
                        client.clientId(),
                        itself,
                        Scope.parse(client.scope()),
                        resources.narrow(List.of(), form)),
                Optional.empty());
    }
}
