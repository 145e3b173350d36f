package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.client.ConfiguredClients;
import org.mcpgateway.auth.clientdocument.ClientDocuments;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Clients as administrators see and end them. */
@ApplicationScoped
public class Clients {

    private final ClientStore clients;
    private final ConfiguredClients configured;
    private final AuditLog audit;

    @Inject
    public Clients(ClientStore clients, ConfiguredClients configured, AuditLog audit) {
        this.clients = clients;
        this.configured = configured;
        this.audit = audit;
    }

    /** The registered clients, the latest first; those of the configuration come before the first part. */
    public Page<ClientView> page(PageRequest request) {
        Page<ClientView> registered = clients.page(request).map(client -> Optional.of(view(client)));
        if (request.after().isPresent()) {
            return registered;
        }
        List<ClientView> first =
                new ArrayList<>(configured.all().stream().map(this::view).toList());
        first.addAll(registered.items());
        return new Page<>(first, registered.next());
    }

    /**
     * Those of a part whose identifier or name holds the text, in any case; it may be empty and still name a next one.
     */
    public Page<ClientView> search(String text, PageRequest request) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return page(request)
                .map(client -> Optional.of(client)
                        .filter(found -> (found.clientId() + "\n" + found.clientName())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted)));
    }

    /**
     * One client.
     *
     * @throws OAuthException invalid_request without an identifier, not_found when there is none
     */
    public ClientView show(@Nullable String clientId) {
        return view(require(clientId));
    }

    /**
     * Ends a client with every code and token of it.
     *
     * @throws OAuthException not_found, or invalid_request for a client of the configuration
     */
    public void delete(@Nullable String clientId) {
        ClientRecord client = require(clientId);
        if (configured.find(client.clientId()).isPresent()) {
            throw OAuthException.invalidRequest(
                    "the client is of the configuration: take it out of MACHINE_CLIENTS or RESOURCE_SERVERS");
        }
        end(client);
    }

    void end(ClientRecord client) {
        clients.delete(client);
        audit.record(AuditEvent.of(AuditEvent.Type.CLIENT_DELETED)
                .client(client.clientId())
                .reason("an administrator ended it"));
    }

    private ClientRecord require(@Nullable String clientId) {
        if (clientId == null || clientId.isEmpty()) {
            throw OAuthException.invalidRequest("client_id is required");
        }
        return clients.find(clientId)
                .orElseThrow(() -> OAuthException.of(OAuthError.NOT_FOUND, "no client has this client_id"));
    }

    private ClientView view(ClientRecord client) {
        String kind = ClientDocuments.isAddress(client.clientId()) ? "document" : "registered";
        return ClientView.of(client, configured.find(client.clientId()).isPresent() ? "configured" : kind);
    }
}
