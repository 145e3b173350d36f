package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Access tokens as administrators see and end them, named by their {@code jti}. */
@ApplicationScoped
public class Tokens {

    private final AccessTokenStore tokens;
    private final AuditLog audit;

    @Inject
    public Tokens(AccessTokenStore tokens, AuditLog audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    /**
     * The living tokens, those that last longest first.
     *
     * @param username whose alone; null: of all
     * @param clientId whose alone; null: of all
     * @throws OAuthException invalid_request when both are named
     */
    public Page<TokenView> page(@Nullable String username, @Nullable String clientId, PageRequest request) {
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

    /**
     * One living token.
     *
     * @throws OAuthException not_found
     */
    public TokenView show(String jti) {
        return TokenView.of(require(jti));
    }

    /**
     * Ends one token, on every replica within a second.
     *
     * @throws OAuthException not_found
     */
    public void revoke(String jti) {
        AccessTokenStore.Living token = require(jti);
        tokens.revoke(jti);
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_REVOKED)
                .client(token.record().clientId())
                .user(token.record().username())
                .with("jti", jti)
                .reason("an administrator ended it"));
    }

    private AccessTokenStore.Living require(String jti) {
        return tokens.find(jti)
                .map(record -> new AccessTokenStore.Living(jti, record))
                .orElseThrow(() -> OAuthException.of(OAuthError.NOT_FOUND, "no living token has this jti"));
    }
}
