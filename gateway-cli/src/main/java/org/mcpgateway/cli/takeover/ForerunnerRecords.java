package org.mcpgateway.cli.takeover;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/** Turns a forerunner's records into what the admin API takes: secrets become digests before they go anywhere. */
final class ForerunnerRecords {

    private ForerunnerRecords() {}

    /** A client; its redirect URIs are JSON inside of a JSON text there. */
    static JsonObject client(ForerunnerRedis.Named named, long leftMillis, Instant now) {
        JsonObject record = named.record();
        JsonObjectBuilder client = Json.createObjectBuilder()
                .add("client_id", named.name())
                .add("client_name", text(record, "client_name"))
                .add("scope", text(record, "scope"))
                .add("client_id_issued_at", seconds(record, "client_id_issued_at"))
                .add("redirect_uris", uris(record.get("redirect_uris")));
        addDigest(client, "client_secret_hash", text(record, "client_secret"));
        addDigest(client, "registration_access_token_hash", text(record, "registration_access_token"));
        if (leftMillis > 0) {
            client.add("expires_at", now.plusMillis(leftMillis).getEpochSecond());
        }
        return client.build();
    }

    /** A refresh token; its key is the token itself there. */
    static JsonObject refreshToken(ForerunnerRedis.Named named, long leftMillis, Instant now) {
        JsonObject record = named.record();
        return Json.createObjectBuilder()
                .add("token_hash", sha256(named.name()))
                .add("client_id", text(record, "client_id"))
                .add("user_id", text(record, "user_id"))
                .add("username", text(record, "username"))
                .add("scope", text(record, "scope"))
                .add("created_at", seconds(record, "created_at"))
                .add(
                        "expires_at",
                        leftMillis > 0
                                ? now.plusMillis(leftMillis).getEpochSecond()
                                : now.plusSeconds(30L * 24 * 3600).getEpochSecond())
                .build();
    }

    private static void addDigest(JsonObjectBuilder object, String name, String secret) {
        if (!secret.isEmpty()) {
            object.add(name, sha256(secret));
        }
    }

    private static JsonArrayBuilder uris(@org.jspecify.annotations.Nullable JsonValue value) {
        JsonArrayBuilder uris = Json.createArrayBuilder();
        if (value instanceof JsonString text) {
            try (JsonReader reader = Json.createReader(new StringReader(text.getString()))) {
                reader.readArray().getValuesAs(JsonString.class).forEach(uris::add);
            } catch (JsonException | ClassCastException e) {
                return Json.createArrayBuilder();
            }
        }
        return uris;
    }

    private static String text(JsonObject record, String name) {
        JsonValue value = record.get(name);
        return value instanceof JsonString text ? text.getString() : "";
    }

    private static long seconds(JsonObject record, String name) {
        JsonValue value = record.get(name);
        return value instanceof JsonNumber number ? Math.max(0, number.longValue()) : 0;
    }

    /** As the gateway keeps secrets: SHA-256, base64url. */
    static String sha256(String secret) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
