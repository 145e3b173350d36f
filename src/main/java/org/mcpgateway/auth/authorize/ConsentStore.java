package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;

/** The consents, one for each user and client; a wider request or another host asks again. */
@ApplicationScoped
public class ConsentStore {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final SortedIndexes indexes;
    private final ClientSettings settings;
    private final Clock clock;

    @Inject
    public ConsentStore(
            RedissonClient redisson, JsonRecords records, SortedIndexes indexes, ClientSettings settings, Clock clock) {
        this.redisson = redisson;
        this.indexes = indexes;
        this.records = records;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether the user has already let this client have this much, back to this host. */
    public boolean covers(
            UserIdentity user, ClientRecord client, String redirectUri, Scope scope, List<String> resources) {
        return find(user, client.clientId())
                .filter(consent -> consent.redirectHosts().contains(host(redirectUri)))
                .filter(consent -> Scope.parse(consent.scope()).covers(scope))
                .filter(consent -> consent.resources().isEmpty()
                        || (!resources.isEmpty() && consent.resources().containsAll(resources)))
                .isPresent();
    }

    /** Remembers a consent in place of the one before. */
    public void remember(
            UserIdentity user, ClientRecord client, String redirectUri, Scope scope, List<String> resources) {
        Consent consent = new Consent(
                2,
                user.provider(),
                user.subject(),
                user.username(),
                client.clientId(),
                client.clientName(),
                List.of(host(redirectUri)),
                scope.toString(),
                resources,
                clock.instant());
        Duration lifetime = settings.lifetime().isZero() ? LONGEST : settings.lifetime();
        records.save(RedisKeys.consent(consent.name()), consent, lifetime);
        index(consent, clock.instant().plus(lifetime));
    }

    /** Adds a consent to the indexes. */
    public void index(Consent consent, Instant end) {
        RBatch batch = redisson.createBatch();
        indexes.addEnding(batch, RedisKeys.CONSENTS, consent.name(), end);
        indexes.addEndingWithLast(batch, RedisKeys.userConsents(consent.username()), consent.name(), end);
        batch.execute();
    }

    /** A part of all consents, those that last longest first. */
    public Page<Consent> all(PageRequest request) {
        return page(RedisKeys.CONSENTS, request);
    }

    /** A part of a user's consents. */
    public Page<Consent> ofUser(String username, PageRequest request) {
        return page(RedisKeys.userConsents(username), request);
    }

    /** The user's consents to a client, one for each identity provider that vouched for a user of this name. */
    public List<Consent> to(String username, String clientId) {
        List<Consent> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Consent> part = ofUser(username, PageRequest.of(cursor.orElse(null), PageRequest.MOST));
            part.items().stream()
                    .filter(consent -> consent.clientId().equals(clientId))
                    .forEach(found::add);
            cursor = part.next();
        } while (cursor.isPresent());
        return found;
    }

    private Page<Consent> page(String index, PageRequest request) {
        Page<String> names = indexes.living(index, request);
        Map<String, Consent> found =
                records.findAll(names.items().stream().map(RedisKeys::consent).toList(), Consent.class);
        return names.map(name -> Optional.ofNullable(found.get(RedisKeys.consent(name))));
    }

    /** Forgets a consent; false when it was gone before. */
    public boolean withdraw(Consent consent) {
        redisson.getScoredSortedSet(RedisKeys.CONSENTS).remove(consent.name());
        redisson.getScoredSortedSet(RedisKeys.userConsents(consent.username())).remove(consent.name());
        return records.delete(RedisKeys.consent(consent.name()));
    }

    /** The user's consent to a client. */
    public Optional<Consent> find(UserIdentity user, String clientId) {
        return records.find(key(user, clientId), Consent.class);
    }

    /** Forgets the user's consent to a client; false when there was none. */
    public boolean withdraw(UserIdentity user, String clientId) {
        return find(user, clientId).filter(this::withdraw).isPresent();
    }

    private static String key(UserIdentity user, String clientId) {
        return RedisKeys.consent(user.provider(), user.subject(), clientId);
    }

    /** The scheme and host of a redirect URI; loopback ports change with every start of a client, so no port. */
    static String host(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + (uri.getHost() == null ? "" : uri.getHost());
    }
}
