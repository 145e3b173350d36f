package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/**
 * A server that knows only {@code initialize}: requests lose what it would not understand, responses get what the
 * stateless revision demands.
 *
 * @param greeting the server's InitializeResult
 */
record InitializeDialect(JsonObject greeting) implements Dialect {

    /** The results that must say how long and for whom they may be kept (server/utilities/caching). */
    private static final Set<String> CACHEABLE = Set.of(
            "server/discover",
            "tools/list",
            "prompts/list",
            "resources/list",
            "resources/templates/list",
            "resources/read");

    JsonObject capabilities() {
        return Json.member(greeting, "capabilities");
    }

    boolean has(String capability) {
        return capabilities().containsKey(capability);
    }

    /** @param feature for example {@code listChanged} */
    boolean has(String capability, String feature) {
        return Json.member(capabilities(), capability).getBoolean(feature, false);
    }

    /**
     * The client's capabilities and name stay in {@code _meta}: a server that looks there knows better what to ask for
     * than by what it was told once for all clients.
     */
    @Override
    public JsonObject params(StatelessRequest request, long callId) {
        JsonObject meta = Json.without(request.meta(), Revision.PROTOCOL_VERSION, Revision.LOG_LEVEL);
        JsonObject params = Json.without(request.params(), "inputResponses", "requestState");
        return Dialect.withProgressToken(request, Json.with(params, "_meta", meta), callId);
    }

    @Override
    public JsonObject response(StatelessRequest request, JsonObject response) {
        if (!response.containsKey("error")) {
            return Json.with(response, "result", result(request.method(), Json.member(response, "result")));
        }
        JsonObject replaced = RetiredErrors.replaced(request, response);
        return replaced.containsKey("error")
                ? Json.with(replaced, "error", error(request, Json.member(replaced, "error")))
                : replaced;
    }

    /** The answer to {@code server/discover}, from what the server said to {@code initialize}. */
    JsonObject discovery() {
        var result = Json.object()
                .add("supportedVersions", Json.strings(List.of(Revision.STATELESS)))
                // Tasks are an extension now, with other messages.
                .add("capabilities", Json.without(capabilities(), "tasks"));
        Json.text(greeting, "instructions").ifPresent(text -> result.add("instructions", text));
        return Json.object()
                .add("jsonrpc", "2.0")
                .add("result", result("server/discover", result.build()))
                .build();
    }

    private JsonObject result(String method, JsonObject result) {
        JsonObject meta =
                Json.with(Json.member(result, "_meta"), Revision.SERVER_INFO, Json.member(greeting, "serverInfo"));
        var complete = Json.object();
        complete.add("resultType", "complete");
        result.forEach(complete::add);
        complete.add("_meta", meta);
        if (CACHEABLE.contains(method)) {
            addUnlessThere(complete, result, "ttlMs", Json.number(0));
            addUnlessThere(complete, result, "cacheScope", Json.string("private"));
        }
        return complete.build();
    }

    private static void addUnlessThere(JsonObjectBuilder builder, JsonObject result, String name, JsonValue value) {
        if (!result.containsKey(name)) {
            builder.add(name, value);
        }
    }

    /** Whoever asked for a resource with invalid parameters is told which it was. */
    private static JsonObject error(StatelessRequest request, JsonObject error) {
        boolean unnamed = request.method().equals("resources/read")
                && error.getInt("code", 0) == JsonRpcError.INVALID_PARAMS
                && !error.containsKey("data");
        return unnamed
                ? Json.with(error, "data", Json.object("uri", request.params().getOrDefault("uri", JsonValue.NULL)))
                : error;
    }
}
