package org.mcpgateway.bridge.replica;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Optional;

/**
 * One running bridge.
 *
 * @param id made at its start, so that another one at the same address is another replica
 * @param address where other replicas reach its WAR, {@code BRIDGE_REPLICA_URL}; empty where there are none
 */
public record Replica(String id, String address) {

    private static final JsonProvider JSON = JsonProvider.provider();

    /** Its JSON text. */
    String format() {
        return JSON.createObjectBuilder()
                .add("replica", id)
                .add("address", address)
                .build()
                .toString();
    }

    /** The replica of its JSON text; empty when that is none. */
    static Optional<Replica> parse(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            return Optional.of(new Replica(json.getString("replica"), json.getString("address")));
        } catch (JsonException | NullPointerException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
