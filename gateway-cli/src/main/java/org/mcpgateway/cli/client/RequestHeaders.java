package org.mcpgateway.cli.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The headers that repeat what the body of a stateless request says (MCP 2026-07-28, Streamable HTTP). Which arguments
 * of a tool travel in headers is learnt from the lists of tools that pass by.
 */
final class RequestHeaders {

    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");
    private static final Pattern PLAIN = Pattern.compile("[!-~](?:[ -~]*[!-~])?");
    private static final Pattern LOOKS_ENCODED = Pattern.compile("=\\?.*\\?=");

    private final Map<String, List<Declaration>> byTool = new ConcurrentHashMap<>();

    /** An argument by its path, and the name of its header after {@code Mcp-Param-}. */
    private record Declaration(List<String> path, String header) {}

    /** Looks for declarations in what a server said. */
    void learn(Message heard) {
        if (Message.object(heard.json(), "result").get("tools") instanceof JsonArray tools) {
            tools.forEach(tool -> {
                if (tool instanceof JsonObject object) {
                    List<Declaration> declarations = new ArrayList<>();
                    collect(Message.object(object, "inputSchema"), List.of(), declarations);
                    byTool.put(Message.text(object, "name").orElse(""), List.copyOf(declarations));
                }
            });
        }
    }

    /** The headers of a request. */
    Map<String, String> of(Message request, String revision) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", revision);
        String method = request.method().orElse("");
        headers.put("Mcp-Method", method);
        if (NAMED.containsKey(method)) {
            Message.text(request.params(), NAMED.getOrDefault(method, ""))
                    .ifPresent(name -> headers.put("Mcp-Name", encoded(name)));
        }
        if (method.equals("tools/call")) {
            JsonObject arguments = Message.object(request.params(), "arguments");
            String tool = Message.text(request.params(), "name").orElse("");
            byTool.getOrDefault(tool, List.of()).forEach(declaration -> {
                JsonValue value = at(arguments, declaration.path());
                if (value.getValueType() != JsonValue.ValueType.NULL) {
                    String text = value instanceof JsonString string ? string.getString() : value.toString();
                    headers.put("Mcp-Param-" + declaration.header(), encoded(text));
                }
            });
        }
        return headers;
    }

    private static void collect(JsonObject schema, List<String> path, List<Declaration> found) {
        Message.object(schema, "properties").forEach((name, property) -> {
            if (property instanceof JsonObject member) {
                List<String> inner = new ArrayList<>(path);
                inner.add(name);
                Message.text(member, "x-mcp-header").ifPresent(header -> found.add(new Declaration(inner, header)));
                collect(member, inner, found);
            }
        });
    }

    private static JsonValue at(JsonObject arguments, List<String> path) {
        JsonValue value = arguments;
        for (String name : path) {
            value = value instanceof JsonObject object ? object.getOrDefault(name, JsonValue.NULL) : JsonValue.NULL;
        }
        return value;
    }

    /** As it is where a header can carry it, else in base64. */
    private static String encoded(String value) {
        return PLAIN.matcher(value).matches() && !LOOKS_ENCODED.matcher(value).matches()
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
