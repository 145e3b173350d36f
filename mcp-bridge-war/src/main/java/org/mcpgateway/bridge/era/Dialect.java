package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** How a server is spoken to on behalf of stateless clients. */
sealed interface Dialect permits StatelessDialect, InitializeDialect {

    /** Returns what the server takes as the params of this request; its progress token is the id of the call. */
    JsonObject params(StatelessRequest request, long callId);

    /** Returns the server's response as the client is to get it, but for its id. */
    JsonObject response(StatelessRequest request, JsonObject response);

    /** Two clients may use the same progress token: towards the server it is the id of the call. */
    static JsonObject withProgressToken(StatelessRequest request, JsonObject params, long callId) {
        if (request.progressToken().isEmpty()) {
            return params;
        }
        JsonObject meta = Json.with(Json.member(params, "_meta"), "progressToken", Json.number(callId));
        return Json.with(params, "_meta", meta);
    }

    /** Returns the message with one member of its {@code params}, {@code result} … {@code _meta} set. */
    static JsonObject withMeta(JsonObject message, String part, String name, JsonValue value) {
        JsonObject body = Json.member(message, part);
        JsonObject meta = Json.with(Json.member(body, "_meta"), name, value);
        return Json.with(message, part, Json.with(body, "_meta", meta));
    }
}
