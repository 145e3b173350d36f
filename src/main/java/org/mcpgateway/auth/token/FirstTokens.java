package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * The first tokens of what a user granted. The grant is noted before it is looked at whether it still stands: whoever
 * withdraws it or deletes the client has either done so by then, or finds the grant and ends it.
 */
@ApplicationScoped
public class FirstTokens {

    private final Grants grants;
    private final ConsentStore consents;
    private final ClientStore clients;
    private final RefreshTokenStore refreshTokens;
    private final TokenIssuer issuer;
    private final TokenSettings settings;
    private final Clock clock;

    @Inject
    public FirstTokens(
            Grants grants,
            ConsentStore consents,
            ClientStore clients,
            RefreshTokenStore refreshTokens,
            TokenIssuer issuer,
            TokenSettings settings,
            Clock clock) {
        this.grants = grants;
        this.consents = consents;
        this.clients = clients;
        this.refreshTokens = refreshTokens;
        this.issuer = issuer;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tokens for the authorization.
     *
     * @param granted all of it; later refreshes may have as much
     * @param resources what this access token is for, canonical
     * @throws OAuthException invalid_grant when the user has thought better of it, invalid_client when the client was
     *     deleted meanwhile
     */
    TokenResponse of(ClientRecord client, Authorization granted, List<String> resources) {
        grants.note(granted);
        if (consents.find(granted.user(), client.clientId()).isEmpty()) {
            throw OAuthException.invalidGrant("the user has withdrawn the authorization");
        }
        clients.keepOrRefuse(client, settings.longestLifetime());
        String refreshToken = refreshTokens.start(
                granted.grantId(),
                new RefreshTokenFamily(
                        1,
                        client.clientId(),
                        granted.user(),
                        granted.scope().toString(),
                        granted.resources(),
                        clock.instant()));
        return issuer.issue(granted.narrowedTo(granted.scope(), resources), Optional.of(refreshToken));
    }
}
