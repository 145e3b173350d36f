package org.mcpgateway.auth.admin.backup;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.RedisKeys;

/**
 * One key of Redis with what is under it.
 *
 * @param key its name
 * @param text what is under it when it is a string
 * @param fields what is under it when it is a hash
 * @param expiresAt when it ends; empty: it does not
 */
record KeptRecord(String key, Optional<String> text, Map<String, String> fields, Optional<Instant> expiresAt) {

    private static final JsonProvider JSON = JsonProvider.provider();

    /** What a backup holds, in its order: whatever names something else comes before what it names. */
    static final List<String> PREFIXES = List.of(
            RedisKeys.token(""),
            RedisKeys.refresh(""),
            RedisKeys.consent(""),
            RedisKeys.takenOver(""),
            RedisKeys.client(""));

    /** Whether such a key holds a hash. */
    static boolean isHash(String key) {
        return key.startsWith(RedisKeys.refresh(""));
    }

    /** Whether the record was a moment away from its end when it was kept, or is by now. */
    boolean hasEnded(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** A line of a backup, without its end. */
    String line() {
        JsonObjectBuilder line = JSON.createObjectBuilder().add("key", key);
        text.ifPresent(value -> line.add("value", value));
        if (text.isEmpty()) {
            JsonObjectBuilder hash = JSON.createObjectBuilder();
            fields.forEach(hash::add);
            line.add("fields", hash);
        }
        expiresAt.ifPresent(end -> line.add("expires_at", end.toEpochMilli()));
        return line.build().toString();
    }

    /**
     * The record of a line.
     *
     * @throws OAuthException invalid_request when it is none that a backup holds
     */
    static KeptRecord parse(JsonObject line) {
        String key = line.getString("key", "");
        boolean known = PREFIXES.stream().anyMatch(prefix -> key.startsWith(prefix) && key.length() > prefix.length());
        boolean whole = isHash(key)
                ? line.get("fields") instanceof JsonObject hash && !hash.isEmpty()
                : line.get("value") instanceof JsonString;
        if (!known || !whole) {
            throw strange();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (isHash(key)) {
            line.getJsonObject("fields").forEach((name, value) -> fields.put(name, textOf(value)));
        }
        return new KeptRecord(
                key,
                isHash(key) ? Optional.empty() : Optional.of(line.getString("value")),
                fields,
                Optional.ofNullable(line.get("expires_at")).map(KeptRecord::end));
    }

    private static String textOf(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw strange();
    }

    private static Instant end(JsonValue value) {
        if (value instanceof JsonNumber number && number.isIntegral() && number.longValue() > 0) {
            return Instant.ofEpochMilli(number.longValue());
        }
        throw strange();
    }

    private static OAuthException strange() {
        return OAuthException.invalidRequest("the backup holds a record that no backup holds");
    }
}
