package org.mcpgateway.bridge.replica;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A client's request as one replica hands it to another.
 *
 * @param method of HTTP
 * @param service the name in the catalogue
 * @param endpoint the last segment of the client's address
 * @param headers by lower-case name: those that say who calls, and those that MCP knows
 * @param body of the client's request
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ForwardedCall(
        String method, String service, String endpoint, Map<String, List<String>> headers, byte[] body) {

    private static final JsonProvider JSON = JsonProvider.provider();

    /** The call with one header more, or another value of it. */
    public ForwardedCall with(String header, String value) {
        Map<String, List<String>> more = new TreeMap<>(headers);
        more.put(header, List.of(value));
        return new ForwardedCall(method, service, endpoint, more, body);
    }

    /**
     * From whom to whom, and when: what makes one handing over different from any other.
     *
     * @param from id of the sender
     * @param to id of the receiver
     * @param atMillis since 1970
     * @param nonce random
     */
    record Stamp(String from, String to, long atMillis, String nonce) {}

    /** A call with its stamp. */
    record Stamped(Stamp stamp, ForwardedCall call) {}

    /** The bytes that go over the wire: the length of the JSON (4 bytes), the JSON, the body. */
    byte[] encode(Stamp stamp) {
        JsonObjectBuilder fields = JSON.createObjectBuilder();
        headers.forEach((name, values) -> fields.add(name, JSON.createArrayBuilder(values)));
        byte[] json = JSON.createObjectBuilder()
                .add("from", stamp.from())
                .add("to", stamp.to())
                .add("at", stamp.atMillis())
                .add("nonce", stamp.nonce())
                .add("method", method)
                .add("service", service)
                .add("endpoint", endpoint)
                .add("headers", fields)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + json.length + body.length)
                .putInt(json.length)
                .put(json)
                .put(body)
                .array();
    }

    /** The call of such bytes; empty when they are not what {@link #encode} makes. */
    static Optional<Stamped> decode(byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(bytes).getInt();
        if (length < 0 || length > bytes.length - Integer.BYTES) {
            return Optional.empty();
        }
        int end = Integer.BYTES + length;
        try (var reader = JSON.createReader(new ByteArrayInputStream(bytes, Integer.BYTES, length))) {
            return Optional.of(decode(reader.readObject(), Arrays.copyOfRange(bytes, end, bytes.length)));
        } catch (JsonException | NullPointerException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Stamped decode(JsonObject json, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        json.getJsonObject("headers")
                .forEach((name, values) -> headers.put(
                        name,
                        ((JsonArray) values)
                                .getValuesAs(JsonString.class).stream()
                                        .map(JsonString::getString)
                                        .toList()));
        return new Stamped(
                new Stamp(
                        json.getString("from"),
                        json.getString("to"),
                        json.getJsonNumber("at").longValue(),
                        json.getString("nonce")),
                new ForwardedCall(
                        json.getString("method"),
                        json.getString("service"),
                        json.getString("endpoint"),
                        Collections.unmodifiableMap(headers),
                        body));
    }
}
