package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.AccessTokenDecoder;
import org.mcpgateway.auth.accesstoken.AccessTokenRecord;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.token.RefreshTokenFamily;
import org.mcpgateway.auth.token.RefreshTokenStore;

/** Examines a token as the endpoints do, but says what is wrong with it; for administrators alone. */
@ApplicationScoped
public class TokenExamination {

    private final AccessTokenDecoder decoder;
    private final AccessTokenStore accessTokens;
    private final RefreshTokenStore refreshTokens;
    private final ClientStore clients;
    private final UserPolicy policy;

    @Inject
    TokenExamination(
            AccessTokenDecoder decoder,
            AccessTokenStore accessTokens,
            RefreshTokenStore refreshTokens,
            ClientStore clients,
            UserPolicy policy) {
        this.decoder = decoder;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.clients = clients;
        this.policy = policy;
    }

    Finding of(String token) {
        Optional<RefreshTokenFamily> family = refreshTokens.find(token);
        if (family.isPresent()) {
            return refreshToken(family.get());
        }
        Optional<AccessToken> access = decoder.decode(token);
        return access.map(this::accessToken)
                .orElseGet(() -> Finding.bad(
                        "unknown", "it is no living refresh token and no access token that this server has signed"));
    }

    private Finding refreshToken(RefreshTokenFamily family) {
        boolean allowed = policy.allows(family.user());
        return allowed
                ? Finding.good("refresh_token", family.clientId(), family.user().username(), Optional.empty())
                : Finding.bad("refresh_token", "its user is not allowed any more");
    }

    private Finding accessToken(AccessToken token) {
        Optional<AccessTokenRecord> record = accessTokens.find(token.jti());
        if (record.isEmpty()) {
            return Finding.bad("access_token", "it was revoked");
        }
        if (clients.find(token.clientId()).isEmpty()) {
            return Finding.bad("access_token", "its client is gone");
        }
        boolean allowed = record.get().user().map(policy::allows).orElse(true);
        return allowed
                ? Finding.good(
                        "access_token",
                        token.clientId(),
                        token.username(),
                        Optional.of(TokenView.of(new AccessTokenStore.Living(token.jti(), record.get()))))
                : Finding.bad("access_token", "its user is not allowed any more");
    }

    /**
     * What was found.
     *
     * @param valid whether the endpoints take it
     * @param kind {@code access_token}, {@code refresh_token} or {@code unknown}
     * @param reason why it is not valid
     * @param clientId whose it is
     * @param username whom it stands for
     * @param token the claims of an access token
     */
    public record Finding(
            boolean valid,
            String kind,
            Optional<String> reason,
            @JsonbProperty("client_id") Optional<String> clientId,
            Optional<String> username,
            Optional<TokenView> token) {

        private static Finding good(String kind, String clientId, String username, Optional<TokenView> token) {
            return new Finding(true, kind, Optional.empty(), Optional.of(clientId), Optional.of(username), token);
        }

        private static Finding bad(String kind, String reason) {
            return new Finding(false, kind, Optional.of(reason), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
