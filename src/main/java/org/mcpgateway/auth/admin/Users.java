package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.authorize.BrowserSessions;
import org.mcpgateway.auth.authorize.Consent;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.mcpgateway.auth.token.Grants;

/** What each user holds, and the end of it. */
@ApplicationScoped
public class Users {

    private final SortedIndexes indexes;
    private final Grants grants;
    private final ConsentStore consents;
    private final BrowserSessions sessions;
    private final AuditLog audit;

    @Inject
    public Users(
            SortedIndexes indexes, Grants grants, ConsentStore consents, BrowserSessions sessions, AuditLog audit) {
        this.indexes = indexes;
        this.grants = grants;
        this.consents = consents;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Those who hold tokens, the latest to have got some first. */
    public Page<View> page(PageRequest request) {
        return indexes.living(RedisKeys.USERS, request).map(name -> Optional.of(view(name)));
    }

    private View view(String username) {
        return new View(
                username,
                indexes.countLiving(RedisKeys.userTokens(username)),
                indexes.countLiving(RedisKeys.userGrants(username)),
                indexes.countLiving(RedisKeys.userConsents(username)),
                indexes.countLiving(RedisKeys.userSessions(username)));
    }

    /**
     * One user.
     *
     * @throws OAuthException invalid_request without a name, not_found when nobody of the name holds anything
     */
    public View require(@Nullable String username) {
        if (username == null || username.isEmpty()) {
            throw OAuthException.invalidRequest("username is required");
        }
        View view = view(username);
        if (view.tokens() + view.grants() + view.consents() + view.sessions() == 0) {
            throw OAuthException.of(OAuthError.NOT_FOUND, "no user of this name holds anything");
        }
        return view;
    }

    /**
     * Ends all that a user holds and granted: tokens, sessions, codes on their way.
     *
     * @param withConsents whether consents end as well
     * @throws OAuthException not_found when nobody of the name holds anything
     */
    public Revoked revoke(String username, boolean withConsents) {
        View before = require(username);
        int ended = sessions.endAll(username);
        grants.revokeUser(username);
        int withdrawn = withConsents ? withdrawAll(username) : 0;
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_REVOKED)
                .user(username)
                .reason("an administrator ended everything of the user"));
        return new Revoked(username, before.tokens(), before.grants(), withdrawn, ended);
    }

    private int withdrawAll(String username) {
        int withdrawn = 0;
        Page<Consent> part;
        Optional<String> cursor = Optional.empty();
        do {
            part = consents.ofUser(username, PageRequest.of(cursor.orElse(null), PageRequest.MOST));
            withdrawn += (int) part.items().stream()
                    .filter(consent -> consents.withdraw(consent, "an administrator withdrew it"))
                    .count();
            cursor = part.next();
        } while (cursor.isPresent());
        return withdrawn;
    }

    /**
     * What a user holds.
     *
     * @param username as the identity providers name them
     * @param tokens living access tokens
     * @param grants authorizations with a refresh token or access tokens
     * @param consents what they let clients do
     * @param sessions browsers that they are signed in with
     */
    public record View(String username, int tokens, int grants, int consents, int sessions) {}

    /**
     * What has ended.
     *
     * @param username whose
     * @param tokens access tokens
     * @param grants authorizations, each with its refresh token
     * @param consents withdrawn
     * @param sessions in browsers
     */
    public record Revoked(
            @JsonbProperty("username") String username, int tokens, int grants, int consents, int sessions) {}
}
