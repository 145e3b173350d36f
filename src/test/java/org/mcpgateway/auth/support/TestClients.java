package org.mcpgateway.auth.support;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.client.ClientDeleted;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.client.ConfiguredClients;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.redis.SortedIndexes;

/** Clients as a gateway without settings of its own keeps them, in the Redis that tests share. */
public final class TestClients {

    private TestClients() {}

    /** Ninety days in use, a day unused, open to all. */
    public static ClientSettings settings() {
        return settings(Duration.ofDays(1));
    }

    /** The same with another life of those that nobody uses. */
    public static ClientSettings settings(Duration unusedLifetime) {
        return new ClientSettings(
                Duration.ofDays(90),
                unusedLifetime,
                ClientSettings.RegistrationAccess.OPEN,
                Optional.empty(),
                0,
                Map.of(),
                Map.of());
    }

    /** The store of them; nobody hears of deletions. */
    public static ClientStore store(ClientSettings settings, Clock clock) {
        return new ClientStore(
                RedisServer.shared().client(),
                RedisServer.shared().records(),
                new SortedIndexes(RedisServer.shared().client(), clock),
                new ConfiguredClients(settings, new AdminSettings(List.of(), List.of(), List.of())),
                settings,
                clock,
                new TestEvents<ClientDeleted>());
    }
}
