package org.mcpgateway.bridge.remote;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.mcpgateway.bridge.era.HeaderValue;
import org.mcpgateway.bridge.era.NamedRequests;
import org.mcpgateway.bridge.era.ParameterHeaders;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * The headers in which a request of the stateless era repeats what its body says (MCP 2026-07-28, Streamable HTTP).
 * Which arguments of a tool are among them is learnt from the lists of tools that pass by.
 */
final class RequestHeaders {

    private final AtomicReference<ParameterHeaders> parameters = new AtomicReference<>(ParameterHeaders.NONE);

    /** @param listed the answer to {@code tools/list}, or one page of it */
    void learn(RawJson listed) {
        JsonObject result = listed.path("result").map(RawJson::asObject).orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (result.get("tools") instanceof JsonArray array) {
            List<JsonObject> tools = array.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonValue::asJsonObject)
                    .toList();
            parameters.updateAndGet(known -> known.updated(tools));
        }
    }

    Map<String, String> of(JsonRpcMessage.Request request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Mcp-Method", request.method());
        Optional<String> name = NamedRequests.member(request.method())
                .flatMap(member -> request.json().path("params", member))
                .flatMap(RawJson::string);
        name.ifPresent(value -> headers.put("Mcp-Name", HeaderValue.encode(value)));
        if (request.method().equals("tools/call") && name.isPresent()) {
            JsonObject arguments = request.json()
                    .path("params", "arguments")
                    .map(RawJson::asObject)
                    .orElse(JsonValue.EMPTY_JSON_OBJECT);
            headers.putAll(parameters.get().of(name.get(), arguments));
        }
        return headers;
    }
}
