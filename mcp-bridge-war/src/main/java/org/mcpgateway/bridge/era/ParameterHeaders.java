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
import java.util.regex.Pattern;

/**
 * The arguments of each tool that travel as {@code Mcp-Param-*} headers too, because its input schema says so by
 * {@code x-mcp-header} (Streamable HTTP, custom headers).
 *
 * @param byTool the declarations, by name of tool
 */
public record ParameterHeaders(Map<String, List<Declaration>> byTool) {

    /** No tool wants anything repeated, as far as is known. */
    public static final ParameterHeaders NONE = new ParameterHeaders(Map.of());

    /** Beyond this, a server that names its tools anew in each list fills no memory. */
    private static final int MOST_TOOLS = 10_000;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /**
     * One argument that travels as a header.
     *
     * @param path of the argument, from the outermost object
     * @param header the name of the header, {@code Mcp-Param-} and what the schema says
     */
    public record Declaration(List<String> path, String header) {

        /** Copies the path. */
        public Declaration {
            path = List.copyOf(path);
        }
    }

    /** Copies the map. */
    public ParameterHeaders {
        byTool = Map.copyOf(byTool);
    }

    /**
     * Returns these, but for what a list says of the tools in it.
     *
     * @param tools as in the results of {@code tools/list}, any number of its pages
     */
    public ParameterHeaders updated(List<JsonObject> tools) {
        var all = new HashMap<>(byTool);
        for (JsonObject tool : tools) {
            String name = Json.text(tool, "name").orElse("");
            var declarations = new ArrayList<Declaration>();
            collect(Json.member(tool, "inputSchema"), List.of(), declarations);
            all.remove(name);
            if (!declarations.isEmpty() && all.size() < MOST_TOOLS) {
                all.put(name, List.copyOf(declarations));
            }
        }
        return new ParameterHeaders(all);
    }

    /**
     * Returns the headers that a call needs, as a client sends them.
     *
     * @param tool its name
     * @param arguments of the call
     */
    public Map<String, String> of(String tool, JsonObject arguments) {
        var headers = new HashMap<String, String>();
        for (Declaration declaration : byTool.getOrDefault(tool, List.of())) {
            at(arguments, declaration.path()).ifPresent(argument -> {
                String text = argument instanceof JsonString string ? string.getString() : argument.toString();
                headers.put(declaration.header(), HeaderValue.encode(text));
            });
        }
        return headers;
    }

    /** Only properties of properties count: what an array or a condition holds cannot be said by one header. */
    private static void collect(JsonObject schema, List<String> path, List<Declaration> found) {
        Json.member(schema, "properties").forEach((name, property) -> {
            if (property instanceof JsonObject member) {
                var inner = new ArrayList<>(path);
                inner.add(name);
                Json.text(member, "x-mcp-header")
                        .filter(header -> TOKEN.matcher(header).matches()) // with any other no header can be sent
                        .ifPresent(header -> found.add(new Declaration(inner, "Mcp-Param-" + header)));
                collect(member, inner, found);
            }
        });
    }

    /** @throws StatelessException -32020 when a header is missing, malformed, unexpected or says something else */
    void check(StatelessRequest request, Exchange exchange) throws StatelessException {
        String tool = Json.text(request.params(), "name").orElse("");
        JsonObject arguments = Json.member(request.params(), "arguments");
        for (Declaration declaration : byTool.getOrDefault(tool, List.of())) {
            String header = declaration.header();
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
