package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.mcpgateway.auth.http.BoundedBody;

/** The registration endpoint (RFC 7591 s3). */
@Path("register")
@RequestScoped
public class RegistrationResource {

    private final Registrations registrations;

    @Inject
    RegistrationResource(Registrations registrations) {
        this.registrations = registrations;
    }

    /** Registers a client: {@code 201} with its identifier and its secrets, told this once. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response register(InputStream body) throws IOException {
        String registration = registrations.register(ClientMetadata.parse(BoundedBody.read(body)));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(registration)
                .build();
    }
}
