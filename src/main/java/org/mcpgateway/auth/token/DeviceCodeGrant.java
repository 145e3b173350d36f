package org.mcpgateway.auth.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.device.DeviceAuthorization;
import org.mcpgateway.auth.device.DeviceAuthorizationStore;
import org.mcpgateway.auth.device.DevicePoll;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Scope;

/** Exchanges a device code for tokens once its person has agreed (RFC 8628 s3.4, s3.5). */
@ApplicationScoped
public class DeviceCodeGrant {

    private final DeviceAuthorizationStore devices;
    private final ResourceNarrowing resources;
    private final FirstTokens tokens;
    private final RandomTokens random;

    @Inject
    public DeviceCodeGrant(
            DeviceAuthorizationStore devices, ResourceNarrowing resources, FirstTokens tokens, RandomTokens random) {
        this.devices = devices;
        this.resources = resources;
        this.tokens = tokens;
        this.random = random;
    }

    /**
     * Tokens for the device code.
     *
     * @throws OAuthException authorization_pending, slow_down, expired_token, access_denied, invalid_grant or
     *     invalid_target
     */
    public TokenResponse exchange(ClientRecord client, RequestParameters form) {
        List<String> asked = resources.asked(form);
        return switch (devices.poll(form.required("device_code"), client.clientId())) {
            case DevicePoll.Granted granted -> issue(client, granted.authorization(), asked);
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

    private TokenResponse issue(ClientRecord client, DeviceAuthorization granted, List<String> asked) {
        Authorization authorization = new Authorization(
                random.identifier(),
                client.clientId(),
                granted.user().orElseThrow(),
                Scope.parse(granted.scope()),
                granted.resources(),
                granted.askedAt());
        return tokens.of(client, authorization, resources.narrow(granted.resources(), asked));
    }
}
