package org.mcpgateway.bridge.fetch;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Set;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/** MCP's side of the fetch server: {@code initialize} clients and, without a handshake, those of 2026-07-28. */
final class FetchProtocol {

    private static final JsonProvider JSON = JsonProvider.provider();

    static final String STATELESS = "2026-07-28";
    private static final String NEWEST_WITH_INITIALIZE = "2025-11-25";
    private static final Set<String> INITIALIZE_VERSIONS =
            Set.of("2024-11-05", "2025-03-26", "2025-06-18", NEWEST_WITH_INITIALIZE);
    private static final String VERSION_CLAIM = "io.modelcontextprotocol/protocolVersion";
    private static final JsonObject SERVER_INFO = object("{\"name\":\"fetchs\",\"version\":\"0.1.0\"}");
    private static final JsonObject CAPABILITIES = object("{\"tools\":{},\"prompts\":{}}");

    private static final JsonObject TOOLS = object("""
            {"tools":[{"name":"fetch","title":"Fetch a web page",
              "description":"Reads a web page and gives its main content as Markdown. Long pages come in pieces: call again with start_index for the next one.",
              "inputSchema":{"type":"object","required":["url"],"properties":{
                "url":{"type":"string","format":"uri","minLength":1,"description":"Address of the page"},
                "max_length":{"type":"integer","default":5000,"minimum":1,"maximum":999999,"description":"The most characters to give"},
                "start_index":{"type":"integer","default":0,"minimum":0,"description":"The character to begin with, where an earlier call left off"},
                "raw":{"type":"boolean","default":false,"description":"The content as it is, not simplified"}}},
              "annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":true}}]}
            """);

    private static final JsonObject PROMPTS = object("""
            {"prompts":[{"name":"fetch","description":"Reads a web page and gives its content as Markdown",
              "arguments":[{"name":"url","description":"Address of the page","required":true}]}]}
            """);

    private final FetchTool tool;

    FetchProtocol(FetchTool tool) {
        this.tool = tool;
    }

    /** The answer to a request. */
    JsonObject answer(JsonObject request) {
        String method = request.getString("method", "");
        JsonObject params = request.get("params") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        JsonValue claim = params.get("_meta") instanceof JsonObject meta
                ? meta.getOrDefault(VERSION_CLAIM, JsonValue.NULL)
                : JsonValue.NULL;
        boolean stateless = claim instanceof JsonString;
        if (claim instanceof JsonString version && !version.getString().equals(STATELESS)) {
            return unsupported(request, version.getString());
        }
        return switch (method) {
            case "initialize" -> stateless ? notFound(request, method) : result(request, initialized(params), false);
            case "ping" -> stateless ? notFound(request, method) : result(request, JsonValue.EMPTY_JSON_OBJECT, false);
            case "server/discover" -> stateless ? result(request, discovery(), true) : notFound(request, method);
            case "tools/list" -> result(request, cacheable(TOOLS, stateless), stateless);
            case "prompts/list" -> result(request, cacheable(PROMPTS, stateless), stateless);
            case "tools/call" -> call(request, params, stateless);
            case "prompts/get" -> prompt(request, params, stateless);
            default -> notFound(request, method);
        };
    }

    private JsonObject call(JsonObject request, JsonObject params, boolean stateless) {
        if (!params.getString("name", "").equals("fetch")) {
            return error(request, JsonRpcError.INVALID_PARAMS, "there is no such tool");
        }
        JsonObject arguments =
                params.get("arguments") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        try {
            return result(request, toolResult(tool.call(arguments), false), stateless);
        } catch (FetchException e) {
            return result(request, toolResult(e.problem(), true), stateless);
        }
    }

    private JsonObject prompt(JsonObject request, JsonObject params, boolean stateless) {
        if (!params.getString("name", "").equals("fetch")) {
            return error(request, JsonRpcError.INVALID_PARAMS, "there is no such prompt");
        }
        JsonObject arguments =
                params.get("arguments") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        String text;
        try {
            text = tool.prompt(arguments);
        } catch (FetchException e) {
            return error(request, JsonRpcError.INVALID_PARAMS, e.problem());
        }
        JsonObject message = JSON.createObjectBuilder()
                .add("role", "user")
                .add("content", JSON.createObjectBuilder().add("type", "text").add("text", text))
                .build();
        return result(
                request,
                JSON.createObjectBuilder()
                        .add("description", "Contents of " + arguments.getString("url", ""))
                        .add("messages", JSON.createArrayBuilder().add(message))
                        .build(),
                stateless);
    }

    private static JsonObject initialized(JsonObject params) {
        String asked = params.getString("protocolVersion", "");
        return JSON.createObjectBuilder()
                .add("protocolVersion", INITIALIZE_VERSIONS.contains(asked) ? asked : NEWEST_WITH_INITIALIZE)
                .add("capabilities", CAPABILITIES)
                .add("serverInfo", SERVER_INFO)
                .build();
    }

    private static JsonObject discovery() {
        return JSON.createObjectBuilder()
                .add("supportedVersions", JSON.createArrayBuilder().add(STATELESS))
                .add("capabilities", CAPABILITIES)
                .add("ttlMs", 3_600_000)
                .add("cacheScope", "public")
                .build();
    }

    private static JsonObject cacheable(JsonObject result, boolean stateless) {
        return stateless
                ? JSON.createObjectBuilder(result)
                        .add("ttlMs", 3_600_000)
                        .add("cacheScope", "public")
                        .build()
                : result;
    }

    private static JsonObject toolResult(String text, boolean failed) {
        return JSON.createObjectBuilder()
                .add(
                        "content",
                        JSON.createArrayBuilder()
                                .add(JSON.createObjectBuilder()
                                        .add("type", "text")
                                        .add("text", text)))
                .add("isError", failed)
                .build();
    }

    private static JsonObject result(JsonObject request, JsonObject result, boolean stateless) {
        JsonObjectBuilder complete = JSON.createObjectBuilder(result);
        if (stateless) {
            complete.add("resultType", "complete")
                    .add("_meta", JSON.createObjectBuilder().add("io.modelcontextprotocol/serverInfo", SERVER_INFO));
        }
        return response(request).add("result", complete).build();
    }

    private static JsonObject notFound(JsonObject request, String method) {
        return error(request, JsonRpcError.METHOD_NOT_FOUND, "there is no method " + method);
    }

    private static JsonObject unsupported(JsonObject request, String version) {
        JsonObject data = JSON.createObjectBuilder()
                .add("supported", JSON.createArrayBuilder().add(STATELESS))
                .add("requested", version)
                .build();
        return response(request)
                .add(
                        "error",
                        JSON.createObjectBuilder()
                                .add("code", -32022)
                                .add("message", "the protocol version is not supported")
                                .add("data", data))
                .build();
    }

    static JsonObject error(JsonObject request, int code, String message) {
        return response(request)
                .add("error", JSON.createObjectBuilder().add("code", code).add("message", message))
                .build();
    }

    private static JsonObjectBuilder response(JsonObject request) {
        return JSON.createObjectBuilder().add("jsonrpc", "2.0").add("id", request.getOrDefault("id", JsonValue.NULL));
    }

    private static JsonObject object(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
