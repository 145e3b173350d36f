package org.mcpgateway.bridge.era;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * A request or notification of the stateless revision, which says in its {@code _meta} what a session used to remember.
 *
 * @param json the whole message, as it came
 */
record StatelessRequest(JsonObject json) {

    String method() {
        return Json.text(json, "method").orElse("");
    }

    /** Returns the JSON-RPC id, or {@code null} as JSON when the message has none that a response could carry. */
    JsonValue id() {
        JsonValue id = json.get("id");
        return id instanceof JsonString || id instanceof JsonNumber ? id : JsonValue.NULL;
    }

    boolean isNotification() {
        return !json.containsKey("id");
    }

    JsonObject params() {
        return Json.member(json, "params");
    }

    JsonObject meta() {
        return Json.member(params(), "_meta");
    }

    Optional<String> protocolVersion() {
        return Json.text(meta(), Revision.PROTOCOL_VERSION);
    }

    ClientCapabilities clientCapabilities() {
        return new ClientCapabilities(Json.member(meta(), Revision.CLIENT_CAPABILITIES));
    }

    Optional<String> logLevel() {
        return Json.text(meta(), Revision.LOG_LEVEL);
    }

    Optional<JsonValue> progressToken() {
        return Optional.ofNullable(meta().get("progressToken"));
    }

    Optional<String> requestState() {
        return Json.text(params(), "requestState");
    }

    /** What the client answers to questions, asked in an earlier round or foreseen. */
    JsonObject inputResponses() {
        return Json.member(params(), "inputResponses");
    }

    /** Whether the specification lets this method be answered with {@code input_required}. */
    boolean mayAskForInput() {
        return switch (method()) {
            case "tools/call", "prompts/get", "resources/read" -> true;
            default -> false;
        };
    }

    /** What is asked for, in one text: the same for a retry of the same request, different for any other. */
    String digestInput() {
        return method() + Json.canonical(Json.without(params(), "_meta", "inputResponses", "requestState"));
    }
}
