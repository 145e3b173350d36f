package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Users, which are those who hold something: this server has no accounts of its own. */
@Path("admin/api")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {

    private final Users users;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public UsersResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    UsersResource(Users users) {
        this.users = users;
    }

    /** Those who hold tokens, the latest to have got some first. */
    @GET
    @Path("users")
    public Page<Users.View> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        return users.page(PageRequest.of(cursor, limit));
    }

    /** One user. */
    @GET
    @Path("user")
    public Users.View show(@QueryParam("username") @Nullable String username) {
        return users.require(username);
    }

    /**
     * Ends all that a user holds and granted: tokens, sessions, codes on their way and, unless kept, consents.
     *
     * @param body {@code username} (with every identity provider), {@code keep_consents}
     */
    @POST
    @Path("users/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    public Users.Revoked revoke(InputStream body) throws IOException {
        JsonBody request = JsonBody.read(body);
        return users.revoke(request.required("username"), !request.flag("keep_consents"));
    }
}
