package org.mcpgateway.auth.accesstoken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.identity.UserPolicy;

/**
 * Whether a token that is good by itself still lives: it was not revoked, its user is still allowed, its client is
 * still registered. One answer for whoever asks, at {@code /verify} and at {@code /introspect}.
 */
@ApplicationScoped
public class LivingTokens {

    private final AccessTokenStore tokens;
    private final ClientStore clients;
    private final UserPolicy policy;

    @Inject
    public LivingTokens(AccessTokenStore tokens, ClientStore clients, UserPolicy policy) {
        this.tokens = tokens;
        this.clients = clients;
        this.policy = policy;
    }

    /** Asks Redis. */
    public boolean contain(AccessToken token) {
        Optional<AccessTokenRecord> record = tokens.find(token.jti());
        return record.isPresent()
                && record.get().user().map(policy::allows).orElse(true)
                && clients.find(token.clientId()).isPresent();
    }
}
