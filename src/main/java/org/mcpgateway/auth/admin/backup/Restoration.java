package org.mcpgateway.auth.admin.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.mcpgateway.auth.admin.RecordIndexes;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Restores a backup while the server goes on: nothing is written before the backup is known to be whole. Without
 * {@code clear} it brings back what is missing and leaves the rest as it is; with it, Redis afterwards holds what the
 * backup holds, and what is in both is never away.
 */
@ApplicationScoped
public class Restoration {

    private static final int CHUNK = 200;

    private final KeptRecords records;
    private final RecordIndexes indexes;
    private final RecordRemoval removal;
    private final IssuerSettings issuer;
    private final Clock clock;

    @Inject
    Restoration(KeptRecords records, RecordIndexes indexes, RecordRemoval removal, IssuerSettings issuer, Clock clock) {
        this.records = records;
        this.indexes = indexes;
        this.removal = removal;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** How to restore: clear what the backup does not hold; only tell; take another issuer's. */
    record Options(boolean clear, boolean dryRun, boolean foreignIssuer) {}

    Outcome restore(BackupFile backup, Options options) throws IOException {
        Set<String> held = new HashSet<>();
        JsonObject header = backup.read(record -> {
            if (options.clear()) {
                held.add(record.key());
            }
        });
        requireOwn(header, options);
        var counts = new Counts();
        var chunks = new Chunks(chunk -> restore(chunk, options, counts));
        backup.read(chunks);
        chunks.end();
        int removed = options.clear() ? removeOthers(held, options.dryRun()) : 0;
        return new Outcome(
                header.getString("created_at", ""),
                counts.written,
                counts.kept,
                counts.ended,
                removed,
                options.dryRun());
    }

    private void requireOwn(JsonObject header, Options options) {
        String made = header.getString("issuer", "");
        if (!options.foreignIssuer() && !made.equals(issuer.identifier().toString())) {
            throw OAuthException.invalidRequest("the backup is of " + made
                    + " and not of this server: say so if it is to be restored all the same");
        }
    }

    private void restore(List<KeptRecord> chunk, Options options, Counts counts) {
        List<KeptRecord> living = chunk.stream()
                .filter(record -> !record.hasEnded(clock.instant()))
                .toList();
        counts.ended += chunk.size() - living.size();
        if (options.dryRun()) {
            int there = records.existing(living.stream().map(KeptRecord::key).toList())
                    .size();
            counts.written += options.clear() ? living.size() : living.size() - there;
            counts.kept += options.clear() ? 0 : there;
            return;
        }
        List<Boolean> written = records.write(living, options.clear());
        for (int i = 0; i < living.size(); i++) {
            if (written.get(i)) {
                indexes.index(living.get(i).key());
                counts.written++;
            } else {
                counts.kept++;
            }
        }
    }

    private int removeOthers(Set<String> held, boolean dryRun) {
        List<String> others = new ArrayList<>();
        for (String prefix : KeptRecord.PREFIXES) {
            records.forEachKey(
                    prefix,
                    keys -> keys.stream().filter(key -> !held.contains(key)).forEach(others::add));
        }
        if (!dryRun) {
            others.forEach(removal::remove);
        }
        return others.size();
    }

    private static final class Counts {
        private int written;
        private int kept;
        private int ended;
    }

    /** Gathers records until there are enough for a round trip. */
    private static final class Chunks implements Consumer<KeptRecord> {

        private final List<KeptRecord> waiting = new ArrayList<>(CHUNK);
        private final Consumer<List<KeptRecord>> consumer;

        Chunks(Consumer<List<KeptRecord>> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void accept(KeptRecord record) {
            waiting.add(record);
            if (waiting.size() == CHUNK) {
                end();
            }
        }

        void end() {
            if (!waiting.isEmpty()) {
                consumer.accept(List.copyOf(waiting));
                waiting.clear();
            }
        }
    }

    /**
     * What became of a backup.
     *
     * @param createdAt when it was made
     * @param restored records that were written, or would be
     * @param kept records that were there and were left as they are
     * @param expired records whose time has run out since
     * @param removed records that the backup does not hold
     * @param dryRun whether nothing was written
     */
    public record Outcome(
            @JsonbProperty("created_at") String createdAt,
            int restored,
            int kept,
            int expired,
            int removed,
            @JsonbProperty("dry_run") boolean dryRun) {}
}
