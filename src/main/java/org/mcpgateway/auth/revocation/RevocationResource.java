package org.mcpgateway.auth.revocation;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.client.ClientAuthenticator;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;

/** The revocation endpoint (RFC 7009 s2). */
@Path("revoke")
@RequestScoped
public class RevocationResource {

    private final ClientAuthenticator clients;
    private final Revocations revocations;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public RevocationResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    RevocationResource(ClientAuthenticator clients, Revocations revocations) {
        this.clients = clients;
        this.revocations = revocations;
    }

    /** {@code 200} when the token lives no longer, whether or not it ever did (RFC 7009 s2.2). */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, RequestParameters form) {
        ClientRecord client = clients.authenticate(authorization, form);
        // A hint only saves time (RFC 7009 s2.1); the forms of the two tokens differ, so it is not needed.
        form.optional("token_type_hint");
        revocations.revoke(form.required("token"), client);
        return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
