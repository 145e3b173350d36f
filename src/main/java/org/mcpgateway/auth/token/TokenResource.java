package org.mcpgateway.auth.token;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.client.ClientAuthenticator;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.FailureGuard;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.GrantType;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** The token endpoint (OAuth 2.1 s3.2): authenticates the client, then leaves the request to its grant. */
@Path("token")
@RequestScoped
public class TokenResource {

    private final ClientAuthenticator clients;
    private final AuthorizationCodeGrant codes;
    private final RefreshTokenGrant refreshes;
    private final ClientCredentialsGrant machines;
    private final DeviceCodeGrant devices;
    private final FailureGuard failures;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public TokenResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    TokenResource(
            ClientAuthenticator clients,
            AuthorizationCodeGrant codes,
            RefreshTokenGrant refreshes,
            ClientCredentialsGrant machines,
            DeviceCodeGrant devices,
            FailureGuard failures) {
        this.clients = clients;
        this.codes = codes;
        this.refreshes = refreshes;
        this.machines = machines;
        this.devices = devices;
        this.failures = failures;
    }

    /** Tokens, never cached (RFC 6749 s5.1); every error is an {@link OAuthException}. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response token(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, RequestParameters form) {
        GrantType grantType = GrantType.parse(form.required("grant_type"));
        ClientRecord client = clients.authenticate(authorization, form);
        if (!client.mayUse(grantType.wireName())) {
            throw failures.noted(
                    client.clientId(),
                    OAuthException.of(
                            OAuthError.UNAUTHORIZED_CLIENT,
                            "the client did not register the grant " + grantType.wireName()));
        }
        return Response.ok(tokens(grantType, client, form))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }

    private TokenResponse tokens(GrantType grantType, ClientRecord client, RequestParameters form) {
        try {
            return switch (grantType) {
                case AUTHORIZATION_CODE -> codes.exchange(client, form);
                case REFRESH_TOKEN -> refreshes.exchange(client, form);
                case CLIENT_CREDENTIALS -> machines.exchange(client, form);
                case DEVICE_CODE -> devices.exchange(client, form);
            };
        } catch (OAuthException e) {
            throw switch (e.error()) {
                case INVALID_GRANT -> failures.failed(client.clientId(), e);
                case AUTHORIZATION_PENDING, SLOW_DOWN -> e;
                default -> failures.noted(client.clientId(), e);
            };
        }
    }
}
