package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.redis.Page;

/** The audit trail of all replicas. */
@Path("admin/api/audit")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private final AuditSearch search;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public AuditResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    AuditResource(AuditSearch search) {
        this.search = search;
    }

    /**
     * The events that fit, the latest first. A part may be short, or empty, and still name a next one.
     *
     * @param uri with what they have to fit, as {@link AuditSearch} says
     * @param cursor the part before
     * @param limit the most events
     */
    @GET
    public Page<JsonObject> search(
            @Context UriInfo uri,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return search.search(uri.getQueryParameters(), cursor, limit);
    }
}
