package org.mcpgateway.auth.accesstoken;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The public keys that check access tokens (RFC 7517 s5). */
@Path("jwks")
@RequestScoped
public class JwksResource {

    private final SigningKeys keys;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public JwksResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** The JWK set; may be kept for five minutes. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response keys() {
        return Response.ok(keys.jwks())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build();
    }
}
