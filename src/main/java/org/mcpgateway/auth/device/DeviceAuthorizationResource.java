package org.mcpgateway.auth.device;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.client.ClientAuthenticator;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.RequestGuard;
import org.mcpgateway.auth.clientdocument.ClientDocuments;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.LimitSettings;
import org.mcpgateway.auth.http.RateLimiter.Limit;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.GrantType;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/** The device authorization endpoint (RFC 8628 s3.1, s3.2). */
@Path("device_authorization")
@RequestScoped
public class DeviceAuthorizationResource {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String GRANT = GrantType.DEVICE_CODE.wireName();

    private final ClientAuthenticator clients;
    private final ClientDocuments documents;
    private final ProtectedResources resources;
    private final DeviceAuthorizationStore store;
    private final RequestGuard guard;
    private final IssuerSettings issuer;
    private final Limit perAddress;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public DeviceAuthorizationResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    DeviceAuthorizationResource(
            ClientAuthenticator clients,
            ClientDocuments documents,
            ProtectedResources resources,
            DeviceAuthorizationStore store,
            RequestGuard guard,
            IssuerSettings issuer,
            LimitSettings limits) {
        this.clients = clients;
        this.documents = documents;
        this.resources = resources;
        this.store = store;
        this.guard = guard;
        this.issuer = issuer;
        this.perAddress = RequestGuard.perHour("device", limits.deviceCodesPerHour());
    }

    /** A device code and a user code for the client. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response begin(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, RequestParameters form) {
        form.optional("client_id").ifPresent(documents::refresh);
        ClientRecord client = clients.authenticate(authorization, form);
        if (!client.mayUse(GRANT)) {
            throw OAuthException.of(OAuthError.UNAUTHORIZED_CLIENT, "the client did not register the grant " + GRANT);
        }
        List<String> wanted = form.all("resource").stream()
                .map(resources::require)
                .map(ProtectedResource::indicator)
                .map(Object::toString)
                .distinct()
                .toList();
        if (wanted.isEmpty() && resources.areRequired()) {
            throw OAuthException.invalidTarget("resource is required: the address of the MCP service (RFC 8707)");
        }
        Scope scope = Scope.parse(form.optional("scope").orElse(null)).grantable();
        guard.spend(perAddress);
        guard.spend(perAddress, client.clientId());
        return answer(store.begin(client.clientId(), scope.toString(), wanted));
    }

    private Response answer(DeviceAuthorizationStore.Codes codes) {
        String page = issuer.at("/device").toString();
        return Response.ok(JSON.createObjectBuilder()
                        .add("device_code", codes.deviceCode())
                        .add("user_code", codes.userCode())
                        .add("verification_uri", page)
                        .add("verification_uri_complete", page + "?user_code=" + codes.userCode())
                        .add("expires_in", DeviceAuthorizationStore.LIFETIME.toSeconds())
                        .add("interval", DeviceAuthorizationStore.INTERVAL.toSeconds())
                        .build()
                        .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
