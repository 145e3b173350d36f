package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** What users let clients do without being asked again. */
@Path("admin/api/consents")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class ConsentsResource {

    private final Consents consents;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public ConsentsResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    ConsentsResource(Consents consents) {
        this.consents = consents;
    }

    /** The consents, those that last longest first; of one user where asked. */
    @GET
    public Page<Consents.View> list(
            @QueryParam("username") @Nullable String username,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return consents.page(username, PageRequest.of(cursor, limit));
    }

    /** Withdraws a user's consent to a client: {@code 204}; the tokens that came of it have ended. */
    @DELETE
    public Response withdraw(
            @QueryParam("username") @Nullable String username, @QueryParam("client_id") @Nullable String clientId) {
        consents.withdraw(username, clientId);
        return Response.noContent().build();
    }
}
