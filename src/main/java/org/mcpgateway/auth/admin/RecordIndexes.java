package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.bind.JsonbException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcpgateway.auth.accesstoken.AccessTokenRecord;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.authorize.Consent;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.http.Serving;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.token.Grants;
import org.mcpgateway.auth.token.RefreshTokenFamily;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Fills the indexes from the records: once in a Redis whose records are older than the indexes, and for what a restore
 * brings back. Runs beside the traffic; whatever is issued meanwhile indexes itself.
 */
@ApplicationScoped
public class RecordIndexes {

    private static final System.Logger LOG = System.getLogger(RecordIndexes.class.getName());

    /** Of the form of the indexes; a higher number lets them be filled again. */
    private static final String VERSION = "2";

    private static final int CHUNK = 500;

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final ClientStore clients;
    private final AccessTokenStore tokens;
    private final ConsentStore consents;
    private final Grants grants;
    private final Clock clock;

    @Inject
    public RecordIndexes(
            RedissonClient redisson,
            JsonRecords records,
            ClientStore clients,
            AccessTokenStore tokens,
            ConsentStore consents,
            Grants grants,
            Clock clock) {
        this.redisson = redisson;
        this.records = records;
        this.clients = clients;
        this.tokens = tokens;
        this.consents = consents;
        this.grants = grants;
        this.clock = clock;
    }

    void whenServing(@Observes Serving event) {
        Thread.ofVirtual().name("record-indexes").start(this::fillIfOlder);
    }

    /** Fills all indexes unless this Redis has them in this form already. */
    public void fillIfOlder() {
        try {
            var version = redisson.<String>getBucket(RedisKeys.INDEX_VERSION, StringCodec.INSTANCE);
            if (VERSION.equals(version.get())) {
                return;
            }
            long filled = keys().peek(this::index).count();
            version.set(VERSION);
            LOG.log(System.Logger.Level.INFO, "event=indexes-filled records={0}", filled);
        } catch (RedisException e) {
            LOG.log(System.Logger.Level.WARNING, "event=indexes-not-filled next=\"at the next start\"", e);
        }
    }

    /** Adds one record to the indexes it belongs to; what is no record of ours is left alone. */
    public void index(String key) {
        try {
            if (key.startsWith(RedisKeys.client(""))) {
                records.find(key, ClientRecord.class).ifPresent(clients::index);
            } else if (key.startsWith(RedisKeys.token(""))) {
                records.find(key, AccessTokenRecord.class).ifPresent(record -> indexToken(key, record));
            } else if (key.startsWith(RedisKeys.refresh(""))) {
                indexFamily(key);
            } else if (key.startsWith(RedisKeys.consent(""))) {
                records.find(key, Consent.class).ifPresent(consent -> consents.index(consent, end(key)));
            }
        } catch (JsonbException | NullPointerException | RedisException e) {
            LOG.log(System.Logger.Level.WARNING, "event=record-not-indexed kind=" + kind(key), e);
        }
    }

    private void indexToken(String key, AccessTokenRecord record) {
        RBatch batch = redisson.createBatch();
        tokens.index(batch, key.substring(RedisKeys.token("").length()), record);
        batch.execute();
    }

    private void indexFamily(String key) {
        String text = redisson.<String, String>getMap(key, StringCodec.INSTANCE).get("family");
        if (text != null) {
            RefreshTokenFamily family = records.parse(text, RefreshTokenFamily.class);
            RBatch batch = redisson.createBatch();
            grants.index(
                    batch, key.substring(RedisKeys.refresh("").length()), family.clientId(), family.user(), end(key));
            batch.execute();
        }
    }

    private Stream<String> keys() {
        return Stream.of(RedisKeys.client(""), RedisKeys.token(""), RedisKeys.refresh(""), RedisKeys.consent(""))
                .flatMap(prefix -> redisson.getKeys()
                        .getKeysStream(
                                KeysScanOptions.defaults().pattern(prefix + "*").chunkSize(CHUNK)));
    }

    private Instant end(String key) {
        long left = redisson.getBucket(key).remainTimeToLive();
        return clock.instant().plus(left > 0 ? Duration.ofMillis(left) : Duration.ofDays(365));
    }

    private static String kind(String key) {
        return Optional.of(List.of(key.split(":", 3)))
                .filter(parts -> parts.size() > 1)
                .map(parts -> parts.get(1))
                .orElse("unknown");
    }
}
