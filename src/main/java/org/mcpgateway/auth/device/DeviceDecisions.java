package org.mcpgateway.auth.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/** What a person says to a device's question; of two who answer, the first is heard and the second is told so. */
@ApplicationScoped
public class DeviceDecisions {

    private final DeviceAuthorizationStore store;
    private final ClientStore clients;
    private final ConsentStore consents;
    private final AuditLog audit;

    @Inject
    public DeviceDecisions(DeviceAuthorizationStore store, ClientStore clients, ConsentStore consents, AuditLog audit) {
        this.store = store;
        this.clients = clients;
        this.consents = consents;
        this.audit = audit;
    }

    /**
     * Lets the device have what it asked for. The consent comes first: from the moment on that the device is let in it
     * may ask for its tokens, and without a consent it is given none.
     *
     * @throws OAuthException access_denied when it was decided or expired meanwhile, or the client is gone
     */
    void approve(String userCode, DeviceAuthorization asked, UserIdentity user) {
        ClientRecord client = clients.find(asked.clientId())
                .orElseThrow(() -> OAuthException.accessDenied("the application's registration is gone"));
        consents.remember(user, client, ConsentStore.DEVICE, Scope.parse(asked.scope()), asked.resources());
        requireFirst(store.grant(userCode, user));
        audit.record(AuditEvent.of(AuditEvent.Type.DEVICE_AUTHORIZED)
                .client(asked.clientId())
                .user(user.username()));
    }

    /**
     * Refuses it.
     *
     * @throws OAuthException access_denied when it was decided or expired meanwhile
     */
    void deny(String userCode, DeviceAuthorization asked) {
        requireFirst(store.deny(userCode));
        audit.record(AuditEvent.of(AuditEvent.Type.DEVICE_DENIED).client(asked.clientId()));
    }

    private static void requireFirst(boolean first) {
        if (!first) {
            throw OAuthException.accessDenied("This code is unknown or has expired.");
        }
    }
}
