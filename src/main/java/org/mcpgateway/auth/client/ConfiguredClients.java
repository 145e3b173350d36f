package org.mcpgateway.auth.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.oauth.Sha256;

/** The clients that an operator wrote into the configuration; they are not in Redis and never end. */
@ApplicationScoped
public class ConfiguredClients {

    private final Map<String, ClientRecord> records = new HashMap<>();
    private final ClientSettings settings;

    @Inject
    public ConfiguredClients(ClientSettings settings, AdminSettings admin) {
        this.settings = settings;
        settings.resourceServers()
                .forEach((id, secret) -> records.put(id, record(id, secret.value(), List.of(), Scope.MCP)));
        settings.machineClients().forEach((id, secret) -> {
            String scope = admin.machineClients().contains(id) ? Scope.MCP + " " + Scope.ADMIN : Scope.MCP;
            records.put(id, record(id, secret.value(), List.of("client_credentials"), scope));
        });
    }

    /** All of them, by name. */
    public List<ClientRecord> all() {
        return records.values().stream()
                .sorted(Comparator.comparing(ClientRecord::clientId))
                .toList();
    }

    /** The configured client of this id. */
    public Optional<ClientRecord> find(String clientId) {
        return Optional.ofNullable(records.get(clientId));
    }

    /** Whether the client is a resource server that may introspect every token. */
    public boolean isResourceServer(String clientId) {
        return settings.resourceServers().containsKey(clientId);
    }

    private static ClientRecord record(String id, String secret, List<String> grantTypes, String scope) {
        return new ClientRecord(
                1,
                id,
                Optional.of(Sha256.of(secret)),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                id,
                grantTypes,
                scope,
                Map.of(),
                List.of(),
                true);
    }
}
