package org.mcpgateway.auth.registration;

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
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.http.BoundedBody;
import org.mcpgateway.auth.http.RequestTrace;

/** The registration endpoint (RFC 7591 s3). */
@Path("register")
@RequestScoped
public class RegistrationResource {

    private final Registrations registrations;
    private final InitialAccess access;
    private final RequestTrace trace;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public RegistrationResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    RegistrationResource(Registrations registrations, InitialAccess access, RequestTrace trace) {
        this.registrations = registrations;
        this.access = access;
        this.trace = trace;
    }

    /** Registers a client: {@code 201} with its identifier and its secrets, told this once. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response register(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body)
            throws IOException {
        access.require(authorization, trace.clientNetwork());
        String registration = registrations.register(BoundedBody.read(body), trace.clientNetwork());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(registration)
                .build();
    }
}
