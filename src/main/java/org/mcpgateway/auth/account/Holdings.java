package org.mcpgateway.auth.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.authorize.Consent;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.PageRequest;

/**
 * What one user gave to clients, and its end. A name may mean different people at different identity providers, so
 * everything is held against provider and subject.
 */
@ApplicationScoped
public class Holdings {

    /** How many of each a page shows; the admin API knows more. */
    private static final int SHOWN = 100;

    private final ConsentStore consents;
    private final AccessTokenStore tokens;
    private final ClientStore clients;
    private final AuditLog audit;

    @Inject
    public Holdings(ConsentStore consents, AccessTokenStore tokens, ClientStore clients, AuditLog audit) {
        this.consents = consents;
        this.tokens = tokens;
        this.clients = clients;
        this.audit = audit;
    }

    /** The user's consents, those that last longest first. */
    List<Consent> consents(UserIdentity user) {
        return consents.ofUser(user.username(), PageRequest.of(null, SHOWN)).items().stream()
                .filter(consent -> user.is(consent.provider(), consent.subject()))
                .toList();
    }

    /** The user's living access tokens. */
    List<AccessTokenStore.Living> tokens(UserIdentity user) {
        return tokens.ofUser(user.username(), PageRequest.of(null, SHOWN)).items().stream()
                .filter(token -> isOf(user, token))
                .toList();
    }

    /** What people know a client by. */
    String clientName(String clientId) {
        return clients.find(clientId).map(ClientRecord::clientName).orElse(clientId);
    }

    /**
     * Takes a consent back, and every token that came of it.
     *
     * @throws OAuthException not_found when the user let this client do nothing
     */
    void withdraw(UserIdentity user, String clientId) {
        Consent consent = consents.find(user, clientId)
                .orElseThrow(() -> OAuthException.invalidRequest("you let no application of this name do anything"));
        consents.withdraw(consent, "the user withdrew it");
    }

    /**
     * Ends one access token.
     *
     * @throws OAuthException invalid_request when it is not a living one of the user
     */
    void end(UserIdentity user, String jti) {
        AccessTokenStore.Living token = tokens.find(jti)
                .map(record -> new AccessTokenStore.Living(jti, record))
                .filter(living -> isOf(user, living))
                .orElseThrow(() -> OAuthException.invalidRequest("this access has ended already"));
        tokens.revoke(jti);
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_REVOKED)
                .client(token.record().clientId())
                .user(user.username())
                .with("jti", jti)
                .reason("the user ended it"));
    }

    private static boolean isOf(UserIdentity user, AccessTokenStore.Living token) {
        return token.record().sub().equals(user.subject())
                && token.record().provider().equals(Optional.of(user.provider()));
    }
}
