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
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** The token endpoint (OAuth 2.1 s3.2): authenticates the client, then leaves the request to its grant. */
@Path("token")
@RequestScoped
public class TokenResource {

    private final ClientAuthenticator clients;
    private final AuthorizationCodeGrant codes;
    private final RefreshTokenGrant refreshes;

    @Inject
    TokenResource(ClientAuthenticator clients, AuthorizationCodeGrant codes, RefreshTokenGrant refreshes) {
        this.clients = clients;
        this.codes = codes;
        this.refreshes = refreshes;
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
            throw OAuthException.of(
                    OAuthError.UNAUTHORIZED_CLIENT, "the client did not register the grant " + grantType.wireName());
        }
        TokenResponse tokens = switch (grantType) {
            case AUTHORIZATION_CODE -> codes.exchange(client, form);
            case REFRESH_TOKEN -> refreshes.exchange(client, form);
            case DEVICE_CODE, CLIENT_CREDENTIALS ->
                throw OAuthException.of(OAuthError.UNSUPPORTED_GRANT_TYPE, grantType.wireName() + " is not offered");
        };
        return Response.ok(tokens)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}
