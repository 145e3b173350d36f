package org.mcpgateway.bridge.era;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of each tool that travel as {@code Mcp-Param-*} headers too, because its input schema says so by
 * {@code x-mcp-header} (Streamable HTTP, custom headers).
 *
 * @param byTool the declarations, by name of tool
 */
record ParameterHeaders(Map<String, List<Declaration>> byTool) {

    /**
     * @param path of the argument, from the outermost object
     * @param header the name after {@code Mcp-Param-}
     */
    record Declaration(List<String> path, String header) {}

    ParameterHeaders {
        byTool = Map.copyOf(byTool);
    }

    /** @param tools as in the results of {@code tools/list}, all pages */
    static ParameterHeaders of(List<JsonObject> tools) {
        var byTool = new HashMap<String, List<Declaration>>();
        for (JsonObject tool : tools) {
            var declarations = new ArrayList<Declaration>();
            collect(Json.member(tool, "inputSchema"), List.of(), declarations);
            if (!declarations.isEmpty()) {
                byTool.put(Json.text(tool, "name").orElse(""), List.copyOf(declarations));
            }
        }
        return new ParameterHeaders(byTool);
    }

    /** Only properties of properties count: what an array or a condition holds cannot be said by one header. */
    private static void collect(JsonObject schema, List<String> path, List<Declaration> found) {
        Json.member(schema, "properties").forEach((name, property) -> {
            if (property instanceof JsonObject member) {
                var inner = new ArrayList<>(path);
                inner.add(name);
                Json.text(member, "x-mcp-header").ifPresent(header -> found.add(new Declaration(inner, header)));
                collect(member, inner, found);
            }
        });
    }

    /** @throws StatelessException -32020 when a header is missing, malformed, unexpected or says something else */
    void check(StatelessRequest request, Exchange exchange) throws StatelessException {
        String tool = Json.text(request.params(), "name").orElse("");
        JsonObject arguments = Json.member(request.params(), "arguments");
        for (Declaration declaration : byTool.getOrDefault(tool, List.of())) {
            String header = "Mcp-Param-" + declaration.header();
            Optional<String> raw = exchange.header(header);
            Optional<JsonValue> argument = at(arguments, declaration.path());
            if (raw.isPresent() != argument.isPresent()) {
                throw StatelessException.headerMismatch(
                        "The header " + header + (raw.isPresent() ? " has no argument" : " is missing"));
            }
            if (raw.isPresent() && !says(HeaderValue.decode(raw.get()), argument.get())) {
                throw StatelessException.headerMismatch("The header " + header + " differs from the argument");
            }
        }
    }

    private static Optional<JsonValue> at(JsonObject arguments, List<String> path) {
        JsonValue value = arguments;
        for (String name : path) {
            value = value instanceof JsonObject object ? object.getOrDefault(name, JsonValue.NULL) : JsonValue.NULL;
        }
        return value.equals(JsonValue.NULL) ? Optional.empty() : Optional.of(value);
    }

    private static boolean says(Optional<String> header, JsonValue argument) {
        return header.isPresent()
                && switch (argument) {
                    case JsonString text -> text.getString().equals(header.get());
                    case JsonNumber number -> isNumber(header.get(), number.bigDecimalValue());
                    default -> argument.toString().equals(header.get());
                };
    }

    private static boolean isNumber(String header, BigDecimal number) {
        try {
            return new BigDecimal(header).compareTo(number) == 0;
        } catch (NumberFormatException none) {
            return false;
        }
    }
}
