package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * What a client declared it can do for the server, in this one request.
 *
 * @param json the ClientCapabilities object
 */
record ClientCapabilities(JsonObject json) {

    /** What a child of the {@code initialize} era is told: which of it a client can really do shows at each request. */
    static final JsonObject ALL = Json.constant("""
            {"elicitation": {"form": {}, "url": {}}, "sampling": {"tools": {}, "context": {}}, "roots": {}}""");

    /**
     * Compares with what a request of the server needs.
     *
     * @param method of a server's request to its client
     * @param params of that request
     * @return what the client would have had to declare and did not, as ClientCapabilities; empty when nothing is
     *     missing
     */
    Optional<JsonObject> missingFor(String method, JsonObject params) {
        return switch (method) {
            case "elicitation/create" ->
                missingForElicitation(Json.text(params, "mode").orElse("form"));
            case "sampling/createMessage" ->
                params.containsKey("tools") ? missing("sampling", "tools") : missing("sampling");
            case "roots/list" -> missing("roots");
            default -> Optional.of(JsonValue.EMPTY_JSON_OBJECT);
        };
    }

    /** An empty elicitation capability means forms, as it did before there was another mode. */
    private Optional<JsonObject> missingForElicitation(String mode) {
        JsonObject declared = Json.member(json, "elicitation");
        boolean formByDefault = json.containsKey("elicitation") && declared.isEmpty() && mode.equals("form");
        return formByDefault ? Optional.empty() : missing("elicitation", mode);
    }

    private Optional<JsonObject> missing(String capability) {
        return json.containsKey(capability)
                ? Optional.empty()
                : Optional.of(Json.object(capability, JsonValue.EMPTY_JSON_OBJECT));
    }

    private Optional<JsonObject> missing(String capability, String feature) {
        return Json.member(json, capability).containsKey(feature)
                ? Optional.empty()
                : Optional.of(Json.object(capability, Json.object(feature, JsonValue.EMPTY_JSON_OBJECT)));
    }
}
