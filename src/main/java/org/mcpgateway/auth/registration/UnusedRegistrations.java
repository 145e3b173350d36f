package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RScoredSortedSetAsync;
import org.redisson.api.RedissonClient;

/**
 * Keeps identical anonymous registrations from piling up: of those that one address made with the same metadata and
 * nobody has used, only the latest few stay once nobody can be signing in with the others any more.
 */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class UnusedRegistrations {

    /** Clients register twice for one attempt, and one attempt may stay open in another window. */
    private static final int MOST = 5;

    /** A hosted client registers for all its people from one address: whoever is signing in must not lose it. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(15);

    /** However many there are, as many are looked at as may end. */
    private static final int MOST_AT_ONCE = 10;

    private final RedissonClient redisson;
    private final ClientStore clients;
    private final ClientSettings settings;
    private final Clock clock;

    @Inject
    public UnusedRegistrations(RedissonClient redisson, ClientStore clients, ClientSettings settings, Clock clock) {
        this.redisson = redisson;
        this.clients = clients;
        this.settings = settings;
        this.clock = clock;
    }

    /** Writes a new registration and ends the oldest identical ones when there are too many. */
    void add(ClientRecord client, ClientMetadata metadata, String address) {
        String key = RedisKeys.unusedRegistrations(Sha256.of(address + "\n" + metadata));
        double settled = clock.instant().minus(UNDER_WAY).toEpochMilli();
        RBatch batch = redisson.createBatch();
        clients.save(batch, client);
        RScoredSortedSetAsync<String> alike = batch.getScoredSortedSet(key);
        alike.addAsync((double) client.issuedAt().toEpochMilli(), client.clientId());
        alike.expireAsync(settings.unusedLifetime());
        RFuture<Integer> all = alike.sizeAsync();
        RFuture<Collection<String>> oldest =
                alike.valueRangeAsync(Double.NEGATIVE_INFINITY, true, settled, false, 0, MOST_AT_ONCE);
        batch.execute();
        int tooMany = all.toCompletableFuture().join() - MOST;
        oldest.toCompletableFuture().join().stream()
                .limit(Math.max(0, tooMany))
                .forEach(clientId -> end(redisson.getScoredSortedSet(key), clientId));
    }

    private void end(RScoredSortedSet<String> alike, String clientId) {
        alike.remove(clientId);
        clients.find(clientId).filter(client -> !client.used()).ifPresent(clients::delete);
    }
}
