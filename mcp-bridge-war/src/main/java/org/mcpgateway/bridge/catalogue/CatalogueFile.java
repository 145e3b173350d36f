package org.mcpgateway.bridge.catalogue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a catalogue. An entry of {@code mcpServers} is a child process; {@code gateway.inProcess} maps further names to
 * servers inside the bridge.
 */
final class CatalogueFile {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private CatalogueFile() {}

    /**
     * The services by name, in the order of the file.
     *
     * @throws InvalidCatalogueException with line or path and the reason
     */
    static Map<String, Service> parse(String text) {
        JsonObject document = read(text);
        Map<String, Service> services = new LinkedHashMap<>();
        object(document, "mcpServers", "").forEach((name, entry) -> {
            requireName(name);
            services.put(name, stdio(name, asObject(entry, "mcpServers." + name)));
        });
        JsonObject gateway = object(document, "gateway", "");
        object(gateway, "inProcess", "gateway.").forEach((name, server) -> {
            requireName(name);
            services.put(name, new Service.InProcess(name, text(server, "gateway.inProcess." + name)));
        });
        return services;
    }

    private static JsonObject read(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new InvalidCatalogueException("the catalogue is not a JSON object: " + e.getMessage());
        }
    }

    private static Service stdio(String name, JsonObject entry) {
        String where = "mcpServers." + name + ".";
        List<String> command = new ArrayList<>();
        if (!entry.containsKey("command")) {
            throw new InvalidCatalogueException(where + "command is missing");
        }
        command.add(text(entry.get("command"), where + "command"));
        array(entry, "args", where).forEach(argument -> command.add(text(argument, where + "args")));
        Map<String, String> environment = new LinkedHashMap<>();
        object(entry, "env", where).forEach((key, value) -> environment.put(key, text(value, where + "env." + key)));
        return new Service.Stdio(
                name,
                List.copyOf(command),
                Map.copyOf(environment),
                Optional.ofNullable(entry.get("cwd")).map(value -> Path.of(text(value, where + "cwd"))));
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidCatalogueException(
                    "the service name \"" + name + "\" must hold only lower-case letters, digits and hyphens");
        }
    }

    private static JsonObject object(JsonObject parent, String key, String where) {
        return parent.containsKey(key) ? asObject(parent.get(key), where + key) : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonObject asObject(JsonValue value, String where) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new InvalidCatalogueException(where + " must be an object");
    }

    private static JsonArray array(JsonObject parent, String key, String where) {
        JsonValue value = parent.getOrDefault(key, JsonValue.EMPTY_JSON_ARRAY);
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new InvalidCatalogueException(where + key + " must be an array");
    }

    private static String text(JsonValue value, String where) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new InvalidCatalogueException(where + " must be a string");
    }
}
