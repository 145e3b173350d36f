package org.mcpgateway.cli.backup;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * What a backup says of itself once it is known to be whole.
 *
 * @param header format, version, issuer, time
 * @param records how many of each kind
 */
record Backup(JsonObject header, Map<String, Long> records) {

    private static final int LONGEST_LINE = 1 << 20;
    private static final String FORMAT = "mcp-oauth-gateway-backup";

    /**
     * Reads a backup to its end and checks it.
     *
     * @throws CommandException DAMAGED, saying why
     */
    static Backup verify(InputStream lines, String name) throws IOException {
        MessageDigest digest = sha256();
        Map<String, Long> records = new TreeMap<>();
        var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
        String first = Objects.requireNonNullElse(readLine(reader, name), "");
        JsonObject header = object(first, name);
        if (!header.getString("format", "").equals(FORMAT)
                || header.getString("issuer", "").isEmpty()) {
            throw damaged(name, "it does not begin as a backup");
        }
        update(digest, first);
        String line;
        while ((line = readLine(reader, name)) != null) {
            JsonObject object = object(line, name);
            if (object.containsKey("sha256")) {
                long count =
                        records.values().stream().mapToLong(Long::longValue).sum();
                boolean same =
                        object.getString("sha256", "").equals(HexFormat.of().formatHex(digest.digest()));
                if (!same || object.getInt("records", -1) != count || reader.read() >= 0) {
                    throw damaged(name, "its checksum does not fit");
                }
                return new Backup(header, records);
            }
            records.merge(kind(object.getString("key", "")), 1L, Long::sum);
            update(digest, line);
        }
        throw damaged(name, "its end is missing");
    }

    JsonObject json() {
        var counts = Json.createObjectBuilder();
        records.forEach(counts::add);
        return Json.createObjectBuilder(header).add("records", counts).build();
    }

    /** No line of a backup is longer than the server takes: what has no end is no backup. */
    private static @Nullable String readLine(BufferedReader reader, String name) throws IOException {
        var line = new StringBuilder();
        int character;
        while ((character = reader.read()) >= 0 && character != '\n') {
            line.append((char) character);
            if (line.length() > LONGEST_LINE) {
                throw damaged(name, "it has a line that is longer than any of a backup");
            }
        }
        return character < 0 && line.isEmpty() ? null : line.toString();
    }

    private static String kind(String key) {
        String[] parts = key.split(":", 3);
        return parts.length < 3 ? "unknown" : parts[1];
    }

    private static void update(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String line, String name) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw damaged(name, "it has a line that is no JSON object");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static CommandException damaged(String name, String why) {
        return new CommandException(ExitCode.DAMAGED, name + " is damaged: " + why);
    }
}
