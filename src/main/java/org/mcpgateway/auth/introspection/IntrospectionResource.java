package org.mcpgateway.auth.introspection;

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
import org.mcpgateway.auth.oauth.OAuthException;

/** The introspection endpoint (RFC 7662 s2). */
@Path("introspect")
@RequestScoped
public class IntrospectionResource {

    private final ClientAuthenticator clients;
    private final Introspections introspections;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public IntrospectionResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    IntrospectionResource(ClientAuthenticator clients, Introspections introspections) {
        this.clients = clients;
        this.introspections = introspections;
    }

    /** What the token stands for; {@code active: false} and nothing else when it does not concern the caller. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response introspect(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, RequestParameters form) {
        ClientRecord client = clients.authenticate(authorization, form);
        if (client.isPublic()) {
            throw OAuthException.invalidClient("introspection takes a client that authenticates (RFC 7662 s2.1)");
        }
        form.optional("token_type_hint");
        return Response.ok(introspections.of(form.required("token"), client))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
