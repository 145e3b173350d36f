package org.mcpgateway.cli.client;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Optional;

/**
 * A JSON-RPC message, kept as it came.
 *
 * @param text on one line
 * @param json what it says; an empty object when it is a batch
 */
record Message(String text, JsonObject json) {

    private static final String CLAIM = "io.modelcontextprotocol/protocolVersion";

    /** Reads one; empty when it is no JSON. */
    static Optional<Message> parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonStructure structure = reader.read();
            return Optional.of(new Message(
                    text.replace('\n', ' ').replace('\r', ' '),
                    structure instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    Optional<String> method() {
        return text(json, "method");
    }

    Optional<JsonValue> id() {
        return Optional.ofNullable(json.get("id")).filter(id -> id.getValueType() != JsonValue.ValueType.NULL);
    }

    /** Whether an answer is to be waited for; a batch may hold requests. */
    boolean wantsAnswer() {
        return json.isEmpty() || (method().isPresent() && id().isPresent());
    }

    /** Whether it answers the request. */
    boolean answers(Message request) {
        return method().isEmpty() && id().isPresent() && id().equals(request.id());
    }

    JsonObject params() {
        return object(json, "params");
    }

    /** The revision that the message itself claims: it is of the stateless era (MCP 2026-07-28) then. */
    Optional<String> claimedRevision() {
        return text(object(params(), "_meta"), CLAIM);
    }

    /** The error answer to this request. */
    Message failed(String reason) {
        JsonObject answer = Json.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", id().orElse(JsonValue.NULL))
                .add("error", Json.createObjectBuilder().add("code", -32603).add("message", reason))
                .build();
        return new Message(answer.toString(), answer);
    }

    static JsonObject object(JsonObject holder, String name) {
        return holder.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    static Optional<String> text(JsonObject holder, String name) {
        return holder.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }
}
