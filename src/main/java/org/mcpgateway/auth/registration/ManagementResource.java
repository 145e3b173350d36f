package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.mcpgateway.auth.http.BearerToken;
import org.mcpgateway.auth.http.BoundedBody;

/** The client configuration endpoint (RFC 7592 s2); {@link RegistrationAccessFilter} stands before it. */
@Path("register/{" + ManagementResource.CLIENT_ID + "}")
@RequestScoped
@RegistrationAccess
@Produces(MediaType.APPLICATION_JSON)
public class ManagementResource {

    static final String CLIENT_ID = "client_id";

    private final Registrations registrations;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public ManagementResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    ManagementResource(Registrations registrations) {
        this.registrations = registrations;
    }

    /** The registration as it stands (RFC 7592 s2.1); of the secret only a digest is kept, so it is not told. */
    @GET
    public Response read(
            @PathParam(CLIENT_ID) String clientId, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        return told(registrations.read(clientId, token(authorization)));
    }

    /** Replaces the metadata as a whole (RFC 7592 s2.2). */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(
            @PathParam(CLIENT_ID) String clientId,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            InputStream body)
            throws IOException {
        return told(registrations.replace(clientId, token(authorization), BoundedBody.read(body)));
    }

    /** Ends the registration and everything that came of it (RFC 7592 s2.3). */
    @DELETE
    public Response delete(@PathParam(CLIENT_ID) String clientId) {
        registrations.delete(clientId);
        return Response.noContent()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static String token(String authorization) {
        return BearerToken.of(authorization).orElseThrow();
    }

    private static Response told(String registration) {
        return Response.ok(registration)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}
