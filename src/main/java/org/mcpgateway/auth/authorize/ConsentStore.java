package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
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

/**
 * The consents, one for each user and client. A wider request or another host asks again; a consent that is withdrawn
 * takes everything with it that came of it.
 */
@ApplicationScoped
public class ConsentStore {

    /** The destination of what was approved for a device: no redirect URI is ever that. */
    public static final String DEVICE = "device";

    private static final Duration LONGEST = Duration.ofDays(365);

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final SortedIndexes indexes;
    private final ClientSettings settings;
    private final Event<ConsentWithdrawn> withdrawals;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    public ConsentStore(
            RedissonClient redisson,
            JsonRecords records,
            SortedIndexes indexes,
            ClientSettings settings,
            Event<ConsentWithdrawn> withdrawals,
            AuditLog audit,
            Clock clock) {
        this.redisson = redisson;
        this.records = records;
        this.indexes = indexes;
        this.settings = settings;
        this.withdrawals = withdrawals;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether the user has already let this client have this much, back to this host. */
    boolean covers(UserIdentity user, ClientRecord client, String redirectUri, Scope scope, List<String> resources) {
        Consent.Approval wanted = approval(destination(redirectUri), scope, resources);
        return find(user, client.clientId())
                .filter(consent -> consent.covers(wanted))
                .isPresent();
    }

    /** Whether the user has ever let this client's answers go to the host of this address. */
    boolean names(UserIdentity user, ClientRecord client, String redirectUri) {
        return find(user, client.clientId())
                .filter(consent -> consent.names(destination(redirectUri)))
                .isPresent();
    }

    /**
     * Remembers an approval.
     *
     * @param destination {@link #destination} of the redirect URI, or {@link #DEVICE}
     * @param resources canonical; empty: every service
     */
    public void remember(
            UserIdentity user, ClientRecord client, String destination, Scope scope, List<String> resources) {
        Consent before = find(user, client.clientId()).orElseGet(() -> Consent.none(user, client));
        Consent consent = before.named(user.username()).with(approval(destination, scope, resources));
        Duration life = settings.lifetime().isZero() ? LONGEST : settings.lifetime();
        RBatch batch = redisson.createBatch();
        records.save(batch, RedisKeys.consent(consent.name()), consent, life);
        move(batch, before, consent, clock.instant().plus(life));
        batch.execute();
        audit.record(AuditEvent.of(AuditEvent.Type.CONSENT_GIVEN)
                .client(client.clientId())
                .user(user.username())
                .with("destination", destination)
                .with("scope", scope.toString())
                .with("resources", String.join(" ", resources)));
    }

    /**
     * Lists what a user let a client do under the name that the user has now; it lasts as long as before. One that was
     * withdrawn meanwhile stays so.
     */
    void follow(UserIdentity user, String clientId) {
        find(user, clientId)
                .filter(consent -> !consent.username().equals(user.username()))
                .ifPresent(consent -> rename(consent, consent.named(user.username())));
    }

    private void rename(Consent before, Consent after) {
        String key = RedisKeys.consent(after.name());
        String text = records.format(after);
        Duration left = Duration.ofMillis(redisson.getBucket(key).remainTimeToLive());
        if (left.isPositive()
                && records.swap(key, records.format(before), text, left)
                        .filter(text::equals)
                        .isPresent()) {
            RBatch batch = redisson.createBatch();
            move(batch, before, after, clock.instant().plus(left));
            batch.execute();
        }
    }

    /** Adds a consent to the indexes. */
    public void index(Consent consent, Instant end) {
        RBatch batch = redisson.createBatch();
        index(batch, consent, end);
        batch.execute();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
    private void move(RBatch batch, Consent before, Consent after, Instant end) {
        if (!before.username().equals(after.username())) {
            batch.getScoredSortedSet(RedisKeys.userConsents(before.username())).removeAsync(before.name());
        }
        index(batch, after, end);
    }

    private void index(RBatch batch, Consent consent, Instant end) {
        indexes.addEnding(batch, RedisKeys.CONSENTS, consent.name(), end);
        indexes.addEndingWithLast(batch, RedisKeys.userConsents(consent.username()), consent.name(), end);
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

    /** The user's consent to a client. */
    public Optional<Consent> find(UserIdentity user, String clientId) {
        return records.find(RedisKeys.consent(user.provider(), user.subject(), clientId), Consent.class);
    }

    /**
     * Forgets a consent and ends, before this returns, every token that this user gave this client; false when the
     * consent was gone before.
     *
     * @param reason who wants it, for the audit
     */
    public boolean withdraw(Consent consent, String reason) {
        boolean was = records.delete(RedisKeys.consent(consent.name()));
        redisson.getScoredSortedSet(RedisKeys.CONSENTS).remove(consent.name());
        redisson.getScoredSortedSet(RedisKeys.userConsents(consent.username())).remove(consent.name());
        withdrawals.fire(
                new ConsentWithdrawn(consent.provider(), consent.subject(), consent.username(), consent.clientId()));
        audit.record(AuditEvent.of(AuditEvent.Type.CONSENT_REVOKED)
                .client(consent.clientId())
                .user(consent.username())
                .reason(reason));
        return was;
    }

    /** The scheme and host of a redirect URI; loopback ports change with every start of a client, so no port. */
    static String destination(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + (uri.getHost() == null ? "" : uri.getHost());
    }

    private Consent.Approval approval(String destination, Scope scope, List<String> resources) {
        return new Consent.Approval(destination, scope.toString(), resources, clock.instant());
    }

    private Page<Consent> page(String index, PageRequest request) {
        Page<String> names = indexes.living(index, request);
        Map<String, Consent> found =
                records.findAll(names.items().stream().map(RedisKeys::consent).toList(), Consent.class);
        return names.map(name -> Optional.ofNullable(found.get(RedisKeys.consent(name))));
    }
}
