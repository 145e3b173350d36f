package org.mcpgateway.auth.admin.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.admin.Consents;
import org.mcpgateway.auth.admin.Users;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Users, for operators: those who hold something, since this server has no accounts of its own. */
@Path("admin")
@RequestScoped
@OperatorPage
@Produces(MediaType.TEXT_HTML)
public class UserPagesResource {

    private final Users users;
    private final Consents consents;
    private final OperatorFrame frame;
    private final Operator operator;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public UserPagesResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    UserPagesResource(Users users, Consents consents, OperatorFrame frame, Operator operator) {
        this.users = users;
        this.consents = consents;
        this.frame = frame;
        this.operator = operator;
    }

    /** A part of the users, the latest to have got tokens first. */
    @GET
    @Path("users")
    public Response users(@QueryParam("cursor") @Nullable String cursor, @Context HttpHeaders headers) {
        Page<Users.View> part = users.page(PageRequest.of(cursor, null));
        Map<String, Object> model = Map.of(
                "users",
                part.items().stream().map(Rows::user).toList(),
                "next",
                part.next().map(next -> Link.to("/admin/users", "cursor", next)).orElse(""));
        return frame.page("users", model, operator, headers.getCookies());
    }

    /** What one user holds. */
    @GET
    @Path("user")
    public Response user(@QueryParam("username") @Nullable String username, @Context HttpHeaders headers) {
        Users.View user = users.require(username);
        Map<String, Object> model = Map.of(
                "user", Rows.user(user),
                "tokens", Link.to("/admin/tokens", "username", user.username()),
                "consents", Link.to("/admin/consents", "username", user.username()),
                "audit", Link.to("/admin/audit", "user", user.username()),
                "revoke", Link.to("/admin/user/revoke", "username", user.username()));
        return frame.page("user", model, operator, headers.getCookies());
    }

    /** Ends all that a user holds, and unless {@code keep_consents} is sent, what they let clients do. */
    @POST
    @Path("user/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(
            RequestParameters form, @QueryParam("username") @Nullable String username, @Context HttpHeaders headers) {
        frame.requireOwnForm(form, operator, headers.getCookies());
        users.revoke(
                users.require(username).username(),
                form.optional("keep_consents").isEmpty());
        return frame.to("/admin/users");
    }

    /** A part of the consents, those that last longest first; of one user where asked. */
    @GET
    @Path("consents")
    public Response consents(
            @QueryParam("username") @Nullable String username,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers) {
        String user = Link.filled(username);
        Page<Consents.View> part = consents.page(user, PageRequest.of(cursor, null));
        Map<String, Object> model = Map.of(
                "username",
                Link.shown(username),
                "consents",
                part.items().stream().map(Rows::consent).toList(),
                "next",
                part.next()
                        .map(next -> Link.to("/admin/consents", "username", user, "cursor", next))
                        .orElse(""));
        return frame.page("consents", model, operator, headers.getCookies());
    }

    /** Withdraws a user's consent to a client, and what came of it. */
    @POST
    @Path("consent/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(
            RequestParameters form,
            @QueryParam("username") @Nullable String username,
            @QueryParam("client_id") @Nullable String clientId,
            @Context HttpHeaders headers) {
        frame.requireOwnForm(form, operator, headers.getCookies());
        consents.withdraw(username, clientId);
        return frame.to("/admin/consents");
    }
}
