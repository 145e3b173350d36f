package org.mcpgateway.bridge.era;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/**
 * A request of the server to its client: {@code elicitation/create}, {@code sampling/createMessage} or
 * {@code roots/list}.
 *
 * @param message the whole JSON-RPC request
 */
record ServerQuestion(JsonObject message) {

    JsonValue id() {
        return message.getOrDefault("id", JsonValue.NULL);
    }

    String method() {
        return Json.text(message, "method").orElse("");
    }

    JsonObject params() {
        return Json.member(message, "params");
    }

    Optional<JsonObject> missingFrom(ClientCapabilities declared) {
        return declared.missingFor(method(), params());
    }

    /**
     * The question as an entry of {@code inputRequests}, which has neither an id nor the older revision's elicitation
     * id.
     */
    JsonObject inputRequest() {
        return Json.object()
                .add("method", method())
                .add("params", Json.without(params(), "elicitationId", "_meta"))
                .build();
    }

    /**
     * The name of the question towards the client. It has to be the same whenever the same thing is asked, so that a
     * client may answer before it was asked: who is to answer, and what is asked for.
     */
    String key() {
        return switch (method()) {
            case "elicitation/create" -> "user_" + askedFor().orElse("input");
            case "sampling/createMessage" -> "model_message";
            default -> "client_roots";
        };
    }

    /** Returns the name with a number, when others have it already. */
    String keyBesides(Set<String> taken) {
        String key = key();
        for (int number = 2; taken.contains(key); number++) {
            key = key() + "_" + number;
        }
        return key;
    }

    /**
     * Returns the result that puts questions to a client.
     *
     * @param questions by their names
     */
    static JsonObjectBuilder inputRequired(Map<String, ServerQuestion> questions) {
        var inputRequests = Json.object();
        questions.forEach((name, question) -> inputRequests.add(name, question.inputRequest()));
        return Json.object().add("resultType", "input_required").add("inputRequests", inputRequests);
    }

    private Optional<String> askedFor() {
        JsonObject schema = Json.member(params(), "requestedSchema");
        if (schema.get("required") instanceof JsonArray required && required.size() == 1) {
            return Optional.of(required.getString(0, "input"));
        }
        return Json.member(schema, "properties").keySet().stream().findFirst();
    }

    JsonObject answeredWith(JsonObject result) {
        return Json.object()
                .add("jsonrpc", "2.0")
                .add("id", id())
                .add("result", result)
                .build();
    }

    JsonObject refused(String reason) {
        return Json.object()
                .add("jsonrpc", "2.0")
                .add("id", id())
                .add(
                        "error",
                        Json.object().add("code", JsonRpcError.METHOD_NOT_FOUND).add("message", reason))
                .build();
    }
}
