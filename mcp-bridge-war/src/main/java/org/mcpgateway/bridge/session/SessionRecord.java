package org.mcpgateway.bridge.session;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.mcpgateway.bridge.replica.Replica;

/**
 * What Redis knows of a session.
 *
 * @param key whose it is, and of which service
 * @param owner the replica that has its server
 * @param protocolVersion negotiated; empty before that
 * @param createdAt when it was opened
 * @param usedAt when something happened in it, as of the last writing
 */
public record SessionRecord(SessionKey key, Replica owner, String protocolVersion, Instant createdAt, Instant usedAt) {

    private static final int VERSION = 1;
    private static final JsonProvider JSON = JsonProvider.provider();

    /** Its JSON text. */
    String format() {
        return JSON.createObjectBuilder()
                .add("version", VERSION)
                .add("service", key.service())
                .add("principal", key.principal())
                .add("replica", owner.id())
                .add("address", owner.address())
                .add("protocol_version", protocolVersion)
                .add("created_at", createdAt.toString())
                .add("used_at", usedAt.toString())
                .build()
                .toString();
    }

    /** The record of its JSON text; empty when that is of another version or no record. */
    static Optional<SessionRecord> parse(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            if (json.getInt("version", 0) != VERSION) {
                return Optional.empty();
            }
            return Optional.of(new SessionRecord(
                    new SessionKey(json.getString("service"), json.getString("principal")),
                    new Replica(json.getString("replica"), json.getString("address")),
                    json.getString("protocol_version"),
                    Instant.parse(json.getString("created_at")),
                    Instant.parse(json.getString("used_at"))));
        } catch (JsonException | NullPointerException | ClassCastException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
