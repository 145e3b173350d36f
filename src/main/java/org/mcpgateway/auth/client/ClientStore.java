package org.mcpgateway.auth.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;

/** The registrations. One that nobody ever used ends after a day, one in use after {@code CLIENT_LIFETIME}. */
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // a batch's execute() throws what any of its commands failed with
public class ClientStore {

    /**
     * Of the index, each time: more than were added meanwhile, so that registrations that ended cannot pile up in it.
     */
    private static final int EXAMINED = 64;

    private static final int BETWEEN_EXAMINATIONS = 16;

    /** Each means that somebody else came through. */
    private static final int MOST_CONFLICTS = 50;

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final SortedIndexes indexes;
    private final ConfiguredClients configured;
    private final ClientSettings settings;
    private final Clock clock;
    private final Event<ClientDeleted> deletions;
    private final AtomicInteger saved = new AtomicInteger();

    @Inject
    public ClientStore(
            RedissonClient redisson,
            JsonRecords records,
            SortedIndexes indexes,
            ConfiguredClients configured,
            ClientSettings settings,
            Clock clock,
            Event<ClientDeleted> deletions) {
        this.redisson = redisson;
        this.records = records;
        this.indexes = indexes;
        this.configured = configured;
        this.settings = settings;
        this.clock = clock;
        this.deletions = deletions;
    }

    /** The client of this id, if it is registered or configured. */
    public Optional<ClientRecord> find(String clientId) {
        return configured.find(clientId).or(() -> records.find(RedisKeys.client(clientId), ClientRecord.class));
    }

    /** Writes the client; it stays until {@link ClientRecord#expiresAt()}. */
    public void save(ClientRecord client) {
        RBatch batch = redisson.createBatch();
        save(batch, client);
        batch.execute();
    }

    /** The same as part of a batch; at times some that have ended are taken out of the index first. */
    public void save(RBatch batch, ClientRecord client) {
        records.save(batch, RedisKeys.client(client.clientId()), client, timeToLive(client));
        index(batch, client);
        if (saved.incrementAndGet() % BETWEEN_EXAMINATIONS == 0) {
            forgetSomeEnded();
        }
    }

    /** Adds the client to the index. */
    public void index(ClientRecord client) {
        RBatch batch = redisson.createBatch();
        index(batch, client);
        batch.execute();
    }

    private static void index(RBatch batch, ClientRecord client) {
        batch.getScoredSortedSet(RedisKeys.CLIENTS)
                .addAsync((double) client.issuedAt().toEpochMilli(), client.clientId());
    }

    private void forgetSomeEnded() {
        List<String> some = List.copyOf(
                redisson.<String>getScoredSortedSet(RedisKeys.CLIENTS).random(EXAMINED));
        RBatch batch = redisson.createBatch();
        some.forEach(clientId -> batch.getBucket(RedisKeys.client(clientId)).isExistsAsync());
        List<?> exist = batch.execute().getResponses();
        removeFromIndex(IntStream.range(0, some.size())
                .filter(i -> !Boolean.TRUE.equals(exist.get(i)))
                .mapToObj(some::get)
                .toList());
    }

    /** A part of the registered clients, the latest first. */
    public Page<ClientRecord> page(PageRequest request) {
        Page<String> names = indexes.page(RedisKeys.CLIENTS, request);
        Map<String, ClientRecord> living = living(names.items());
        return names.map(clientId -> Optional.ofNullable(living.get(RedisKeys.client(clientId))));
    }

    /** Those that have not ended, by key; the others are taken out of the index. */
    private Map<String, ClientRecord> living(Collection<String> clientIds) {
        Map<String, ClientRecord> living =
                records.findAll(clientIds.stream().map(RedisKeys::client).toList(), ClientRecord.class);
        removeFromIndex(clientIds.stream()
                .filter(clientId -> !living.containsKey(RedisKeys.client(clientId)))
                .toList());
        return living;
    }

    private void removeFromIndex(List<String> ended) {
        if (!ended.isEmpty()) {
            redisson.getScoredSortedSet(RedisKeys.CLIENTS).removeAll(ended);
        }
    }

    /** When a registration made or used now ends; empty when it does not. */
    public Optional<Instant> expiry(boolean used) {
        if (!used) {
            return Optional.of(clock.instant().plus(settings.unusedLifetime()));
        }
        return settings.lifetime().isZero()
                ? Optional.empty()
                : Optional.of(clock.instant().plus(settings.lifetime()));
    }

    /**
     * Notes that a person let the client in, or that it holds a refresh token: it then stays for
     * {@code CLIENT_LIFETIME} and at least for {@code atLeast}, so that no registration ends under a living refresh
     * token. False when it is gone, and then it stays so.
     */
    public boolean keep(ClientRecord client, Duration atLeast) {
        Optional<Instant> until = expiry(true).map(expiry -> {
            Instant needed = clock.instant().plus(atLeast);
            return nextSecond(expiry.isAfter(needed) ? expiry : needed);
        });
        return change(client, present -> present.usedUntil(until)).isPresent();
    }

    /** Of many who keep a client at once, most write the same, which is no conflict. */
    private static Instant nextSecond(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /**
     * The same before it is given tokens.
     *
     * @throws OAuthException invalid_client when the client was deleted meanwhile
     */
    public void keepOrRefuse(ClientRecord client, Duration atLeast) {
        if (!keep(client, atLeast)) {
            throw OAuthException.invalidClient("the client's registration is gone");
        }
    }

    /**
     * Changes a client that is still there. Where somebody else has written it since it was read, theirs is changed, so
     * that nobody's write is undone.
     *
     * @param read as it was read
     * @param change made again for each other record that is found there
     * @return as it is now; empty when it is gone, and then it stays so
     */
    public Optional<ClientRecord> change(ClientRecord read, UnaryOperator<ClientRecord> change) {
        String key = RedisKeys.client(read.clientId());
        String there = records.format(read);
        ClientRecord present = read;
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            ClientRecord changed = change.apply(present);
            String text = records.format(changed);
            Optional<String> found = records.swap(key, there, text, timeToLive(changed));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            there = found.get();
            if (there.equals(text)) {
                return Optional.of(changed);
            }
            present = records.parse(there, ClientRecord.class);
        }
        throw new IllegalStateException("the client's record is written by too many at once");
    }

    /** When the secret of a client ends: with its registration, which use makes longer; empty when it does not. */
    public Optional<Instant> secretExpiry(ClientRecord client) {
        if (settings.lifetime().isZero()) {
            return Optional.empty();
        }
        Instant promised = client.issuedAt().plus(settings.lifetime());
        return Optional.of(client.expiresAt().filter(promised::isBefore).orElse(promised));
    }

    /** Removes the client and, before this returns, every code and token of it. */
    public void delete(ClientRecord client) {
        records.delete(RedisKeys.client(client.clientId()));
        redisson.getScoredSortedSet(RedisKeys.CLIENTS).remove(client.clientId());
        deletions.fire(new ClientDeleted(client.clientId()));
    }

    private Duration timeToLive(ClientRecord client) {
        return client.expiresAt()
                .map(expiry -> Duration.between(clock.instant(), expiry))
                .map(left -> left.isPositive() ? left : Duration.ofSeconds(1))
                .orElse(Duration.ZERO);
    }
}
