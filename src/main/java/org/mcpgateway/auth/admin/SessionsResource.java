package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.redis.PageRequest;

/** The live MCP sessions of all bridges. */
@Path("admin/api/sessions")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    private final Sessions sessions;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public SessionsResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    SessionsResource(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The sessions, the latest to be opened first; of one user or one service where asked. */
    @GET
    public Sessions.Part list(
            @QueryParam("username") @Nullable String username,
            @QueryParam("service") @Nullable String service,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return sessions.page(username, service, PageRequest.of(cursor, limit));
    }

    /** Ends one session and its server: {@code 204}. */
    @DELETE
    @Path("{id}")
    public Response end(@PathParam("id") String id) {
        sessions.end(id);
        return Response.noContent().build();
    }
}
