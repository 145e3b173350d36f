package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.device.DeviceAuthorization;
import org.mcpgateway.auth.device.DeviceAuthorizationStore;
import org.mcpgateway.auth.device.DevicePoll;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Scope;

/** Exchanges a device code for tokens once its person has agreed (RFC 8628 s3.4, s3.5). */
@ApplicationScoped
public class DeviceCodeGrant {

    private final DeviceAuthorizationStore devices;
    private final RefreshTokenStore refreshTokens;
    private final ResourceNarrowing resources;
    private final TokenIssuer issuer;
    private final ConsentStore consents;
    private final ClientStore clients;
    private final RandomTokens random;
    private final TokenSettings settings;
    private final Clock clock;

    @Inject
    public DeviceCodeGrant(
            DeviceAuthorizationStore devices,
            RefreshTokenStore refreshTokens,
            ResourceNarrowing resources,
            TokenIssuer issuer,
            ConsentStore consents,
            ClientStore clients,
            RandomTokens random,
            TokenSettings settings,
            Clock clock) {
        this.devices = devices;
        this.refreshTokens = refreshTokens;
        this.resources = resources;
        this.issuer = issuer;
        this.consents = consents;
        this.clients = clients;
        this.random = random;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tokens for the device code.
     *
     * @throws OAuthException authorization_pending, slow_down, expired_token, access_denied or invalid_grant
     */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        return switch (devices.poll(form.required("device_code"), client.clientId())) {
            case DevicePoll.Granted granted -> issue(client, granted.authorization(), form);
            case DevicePoll.Pending pending ->
                throw OAuthException.of(OAuthError.AUTHORIZATION_PENDING, "the user has not decided yet");
            case DevicePoll.TooFast tooFast ->
                throw OAuthException.of(OAuthError.SLOW_DOWN, "wait five seconds longer between questions");
            case DevicePoll.Expired expired ->
                throw OAuthException.of(OAuthError.EXPIRED_TOKEN, "the device code has expired: ask for another");
            case DevicePoll.Denied denied -> throw OAuthException.of(OAuthError.DEVICE_DENIED, "the user refused");
            case DevicePoll.Unknown unknown -> throw OAuthException.invalidGrant("the device code is unknown");
        };
    }

    private TokenResponse issue(ClientRecord client, DeviceAuthorization granted, RequestParameters form) {
        String grantId = random.identifier();
        UserIdentity user = granted.user().orElseThrow();
        if (consents.find(user, client.clientId()).isEmpty()) {
            throw OAuthException.of(OAuthError.DEVICE_DENIED, "the user has withdrawn the authorization");
        }
        Authorization authorization = new Authorization(
                grantId,
                client.clientId(),
                user,
                Scope.parse(granted.scope()),
                resources.narrow(granted.resources(), form),
                granted.askedAt());
        String refreshToken = refreshTokens.start(
                grantId,
                new RefreshTokenFamily(
                        1, client.clientId(), user, granted.scope(), granted.resources(), clock.instant()));
        clients.keep(client, settings.longestLifetime());
        return issuer.issue(authorization, Optional.of(refreshToken));
    }
}
