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
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Access tokens. They are named by their {@code jti}; the tokens themselves are nowhere here. */
@Path("admin/api/tokens")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {

    private final AccessTokenStore tokens;
    private final TokenExamination examination;
    private final AuditLog audit;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public TokensResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    TokensResource(AccessTokenStore tokens, TokenExamination examination, AuditLog audit) {
        this.tokens = tokens;
        this.examination = examination;
        this.audit = audit;
    }

    /** The living tokens, those that last longest first; of one user or of one client where asked. */
    @GET
    public Page<TokenView> list(
            @QueryParam("username") @Nullable String username,
            @QueryParam("client_id") @Nullable String clientId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        PageRequest request = PageRequest.of(cursor, limit);
        if (username != null && clientId != null) {
            throw OAuthException.invalidRequest("send either username or client_id");
        }
        Page<AccessTokenStore.Living> part;
        if (username != null) {
            part = tokens.ofUser(username, request);
        } else {
            part = clientId == null ? tokens.all(request) : tokens.ofClient(clientId, request);
        }
        return part.map(token -> Optional.of(TokenView.of(token)));
    }

    /** One token's claims. */
    @GET
    @Path("{jti}")
    public TokenView show(@PathParam("jti") String jti) {
        return TokenView.of(require(jti));
    }

    /** Ends one token, on every replica within a second: {@code 204}. */
    @DELETE
    @Path("{jti}")
    public Response revoke(@PathParam("jti") String jti) {
        AccessTokenStore.Living token = require(jti);
        tokens.revoke(jti);
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_REVOKED)
                .client(token.record().clientId())
                .user(token.record().username())
                .with("jti", jti)
                .reason("an administrator ended it"));
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
        Page<String> ended = tokens.ended(PageRequest.of(request.text("cursor").orElse(null), PageRequest.MOST));
        if (!dryRun) {
            tokens.forget(ended.items());
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

    private AccessTokenStore.Living require(String jti) {
        return tokens.find(jti)
                .map(record -> new AccessTokenStore.Living(jti, record))
                .orElseThrow(() -> OAuthException.of(OAuthError.NOT_FOUND, "no living token has this jti"));
    }

    /**
     * What was forgotten, or would have been.
     *
     * @param purged the identifiers
     * @param next the cursor of the part to look at next; empty: all were looked at
     */
    public record Purged(List<String> purged, Optional<String> next) {}
}
