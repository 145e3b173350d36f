package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;

/**
 * Keeps identical anonymous registrations from piling up: of those that one address made with the same metadata and
 * nobody has used, only the latest few stay.
 */
@ApplicationScoped
public class UnusedRegistrations {

    /** Clients register twice for one attempt, and one attempt may stay open in another window. */
    private static final int MOST = 5;

    private final RedissonClient redisson;
    private final ClientStore clients;
    private final ClientSettings settings;

    @Inject
    public UnusedRegistrations(RedissonClient redisson, ClientStore clients, ClientSettings settings) {
        this.redisson = redisson;
        this.clients = clients;
        this.settings = settings;
    }

    /** Notes a new registration and ends the oldest identical one when there are too many. */
    void note(ClientRecord client, ClientMetadata metadata, String address) {
        RScoredSortedSet<String> alike =
                redisson.getScoredSortedSet(RedisKeys.unusedRegistrations(Sha256.of(address + "\n" + metadata)));
        alike.add((double) client.issuedAt().toEpochMilli(), client.clientId());
        alike.expire(settings.unusedLifetime());
        if (alike.size() > MOST) {
            clients.find(alike.pollFirst()).filter(oldest -> !oldest.used()).ifPresent(clients::delete);
        }
    }
}
