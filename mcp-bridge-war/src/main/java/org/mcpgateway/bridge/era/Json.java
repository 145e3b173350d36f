package org.mcpgateway.bridge.era;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads and rewrites JSON objects member by member, so that what this package does not know passes through. */
final class Json {

    /** Looked up once: {@code jakarta.json.Json} searches the class path at every call. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

    private Json() {}

    /** Returns the object, or empty when the bytes are no JSON object. */
    static Optional<JsonObject> parse(byte[] utf8) {
        try (var reader = READERS.createReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8)) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException malformed) {
            return Optional.empty();
        }
    }

    /** @param text a JSON object this program wrote itself */
    static JsonObject constant(String text) {
        try (var reader = PROVIDER.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static byte[] bytes(JsonObject object) {
        String json = object.toString();
        return (isWellFormed(json) ? json : withSurrogatesEscaped(json)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Half a surrogate pair can only stand in a string, and there as an escape: UTF-8 has no bytes for it. */
    private static String withSurrogatesEscaped(String json) {
        return json.codePoints()
                .mapToObj(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                        ? "\\u%04x".formatted(point)
                        : Character.toString(point))
                .collect(Collectors.joining());
    }

    static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    static JsonObject object(String name, JsonValue value) {
        return object().add(name, value).build();
    }

    static JsonString string(String value) {
        return PROVIDER.createValue(value);
    }

    static JsonValue number(long value) {
        return PROVIDER.createValue(value);
    }

    static JsonArray strings(Iterable<String> values) {
        var array = PROVIDER.createArrayBuilder();
        values.forEach(array::add);
        return array.build();
    }

    static JsonObject with(JsonObject object, String name, JsonValue value) {
        return PROVIDER.createObjectBuilder(object).add(name, value).build();
    }

    static JsonObject without(JsonObject object, String... names) {
        var builder = PROVIDER.createObjectBuilder(object);
        for (String name : names) {
            builder.remove(name);
        }
        return builder.build();
    }

    /** Returns the member if it is an object, else an empty one. */
    static JsonObject member(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject member ? member : JsonValue.EMPTY_JSON_OBJECT;
    }

    static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    /** The same text for the same content, whatever the order of its members. */
    static String canonical(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                var sorted = new TreeMap<String, String>();
                object.forEach((name, member) -> sorted.put(string(name).toString(), canonical(member)));
                yield sorted.toString();
            }
            case JsonArray array -> array.stream().map(Json::canonical).toList().toString();
            default -> value.toString();
        };
    }
}
