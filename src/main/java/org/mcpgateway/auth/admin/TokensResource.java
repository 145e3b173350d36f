package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Access tokens. They are named by their {@code jti}; the tokens themselves are nowhere here. */
@Path("admin/api/tokens")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {

    private final Tokens tokens;
    private final AccessTokenStore store;
    private final TokenExamination examination;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public TokensResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    TokensResource(Tokens tokens, AccessTokenStore store, TokenExamination examination) {
        this.tokens = tokens;
        this.store = store;
        this.examination = examination;
    }

    /** The living tokens, those that last longest first; of one user or of one client where asked. */
    @GET
    public Page<TokenView> list(
            @QueryParam("username") @Nullable String username,
            @QueryParam("client_id") @Nullable String clientId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return tokens.page(username, clientId, PageRequest.of(cursor, limit));
    }

    /** One token's claims. */
    @GET
    @Path("{jti}")
    public TokenView show(@PathParam("jti") String jti) {
        return tokens.show(jti);
    }

    /** Ends one token, on every replica within a second: {@code 204}. */
    @DELETE
    @Path("{jti}")
    public Response revoke(@PathParam("jti") String jti) {
        tokens.revoke(jti);
        return Response.noContent().build();
    }

    /**
     * Forgets what has ended and is still listed; one part of the tokens for each call.
     *
     * @param body {@code dry_run}, {@code cursor}
     */
    @POST
    @Path("purge-expired")
    @Consumes(MediaType.APPLICATION_JSON)
    public Purged purgeExpired(InputStream body) throws IOException {
        JsonBody request = JsonBody.read(body);
        boolean dryRun = request.flag("dry_run");
        Page<String> ended = store.ended(PageRequest.of(request.text("cursor").orElse(null), PageRequest.MOST));
        if (!dryRun) {
            store.forget(ended.items());
        }
        return new Purged(ended.items(), ended.next());
    }

    /**
     * Says whether a token is good, and if not why: {@code 200} either way.
     *
     * @param body {@code token}: an access or refresh token, as its client has it
     */
    @POST
    @Path("validate")
    @Consumes(MediaType.APPLICATION_JSON)
    public TokenExamination.Finding validate(InputStream body) throws IOException {
        return examination.of(JsonBody.read(body).required("token").strip());
    }

    /**
     * What was forgotten, or would have been.
     *
     * @param purged the identifiers
     * @param next the cursor of the part to look at next; empty: all were looked at
     */
    public record Purged(List<String> purged, Optional<String> next) {}
}
