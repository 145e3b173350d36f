package org.mcpgateway.auth.openapi;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The OpenAPI document of this server. Not to be taken for {@code /openapi}, where a MicroProfile server describes
 * whatever is deployed on it.
 */
@Path("openapi.json")
@RequestScoped
public class OpenApiResource {

    private final OpenApiDocument document;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public OpenApiResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    OpenApiResource(OpenApiDocument document) {
        this.document = document;
    }

    /** OpenAPI 3.1; may be kept for an hour. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response document() {
        return Response.ok(document.json())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .build();
    }
}
