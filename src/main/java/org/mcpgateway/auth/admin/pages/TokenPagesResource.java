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
import org.mcpgateway.auth.admin.TokenView;
import org.mcpgateway.auth.admin.Tokens;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Living access tokens, for operators; by their claims, never the token. */
@Path("admin")
@RequestScoped
@OperatorPage
@Produces(MediaType.TEXT_HTML)
public class TokenPagesResource {

    private final Tokens tokens;
    private final OperatorFrame frame;
    private final Operator operator;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public TokenPagesResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    TokenPagesResource(Tokens tokens, OperatorFrame frame, Operator operator) {
        this.tokens = tokens;
        this.frame = frame;
        this.operator = operator;
    }

    /** A part of the tokens, those that last longest first; of one user or of one client where asked. */
    @GET
    @Path("tokens")
    public Response tokens(
            @QueryParam("username") @Nullable String username,
            @QueryParam("client_id") @Nullable String clientId,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers) {
        String user = Link.filled(username);
        String client = Link.filled(clientId);
        Page<TokenView> part = tokens.page(user, client, PageRequest.of(cursor, null));
        Map<String, Object> model = Map.of(
                "username", Link.shown(username),
                "clientId", Link.shown(clientId),
                "tokens", part.items().stream().map(Rows::token).toList(),
                "next",
                        part.next()
                                .map(next ->
                                        Link.to("/admin/tokens", "username", user, "client_id", client, "cursor", next))
                                .orElse(""));
        return frame.page("tokens", model, operator, headers.getCookies());
    }

    /** Ends one token. */
    @POST
    @Path("token/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(
            RequestParameters form, @QueryParam("jti") @Nullable String jti, @Context HttpHeaders headers) {
        frame.requireOwnForm(form, operator, headers.getCookies());
        if (jti == null || jti.isEmpty()) {
            throw OAuthException.invalidRequest("jti is required");
        }
        tokens.revoke(jti);
        return frame.to("/admin/tokens");
    }
}
