package org.mcpgateway.bridge.catalogue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.catalogue.ServiceOptions.IdentityForm;

/**
 * Reads a catalogue. An entry of {@code mcpServers} is a child process, or with {@code url} a server elsewhere;
 * {@code gateway.inProcess} maps further names to servers inside the bridge, {@code gateway.groups} names to several
 * services under one address, and {@code gateway.services} holds options of a service.
 */
final class CatalogueFile {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, ServiceOptions> options = new LinkedHashMap<>();
    private final Map<String, Service> services = new LinkedHashMap<>();

    private CatalogueFile() {}

    /**
     * The services by name, in the order of the file.
     *
     * @throws InvalidCatalogueException with line or path and the reason
     */
    static Map<String, Service> parse(String text) {
        CatalogueFile file = new CatalogueFile();
        file.take(read(text));
        return file.services;
    }

    private void take(JsonObject document) {
        JsonObject gateway = object(document, "gateway", "");
        object(gateway, "services", "gateway.")
                .forEach((name, entry) -> options.put(name, options("gateway.services." + name, entry)));
        object(document, "mcpServers", "").forEach((name, entry) -> {
            requireName(name);
            services.put(name, server(name, asObject(entry, "mcpServers." + name)));
        });
        object(gateway, "inProcess", "gateway.").forEach((name, server) -> {
            requireName(name);
            services.put(name, new Service.InProcess(name, text(server, "gateway.inProcess." + name), options(name)));
        });
        Map<String, Service> groups = new LinkedHashMap<>();
        object(gateway, "groups", "gateway.").forEach((name, members) -> {
            requireName(name);
            groups.put(name, group(name, array(gateway.getJsonObject("groups"), name, "gateway.groups.")));
        });
        services.putAll(groups);
        options.keySet().stream()
                .filter(name -> !services.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidCatalogueException("gateway.services." + name + " names no service");
                });
    }

    private Service group(String name, JsonArray members) {
        List<Service> found = new ArrayList<>();
        for (JsonValue member : members) {
            String wanted = text(member, "gateway.groups." + name);
            Service service = services.get(wanted);
            if (service == null) {
                throw new InvalidCatalogueException("gateway.groups." + name + ": no service is named " + wanted);
            }
            found.add(service);
        }
        return new Service.Group(name, List.copyOf(found), options(name));
    }

    private static JsonObject read(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonParsingException e) {
            JsonLocation place = e.getLocation();
            throw new InvalidCatalogueException(
                    "the catalogue is not JSON: line " + place.getLineNumber() + ", column " + place.getColumnNumber());
        } catch (JsonException e) {
            throw new InvalidCatalogueException("the catalogue is not a JSON object: " + e.getMessage());
        }
    }

    private Service server(String name, JsonObject entry) {
        String where = "mcpServers." + name + ".";
        if (entry.containsKey("url")) {
            return http(name, entry, where);
        }
        if (!entry.containsKey("command")) {
            throw new InvalidCatalogueException(where + "command is missing (or url, for a server elsewhere)");
        }
        List<Template> command = new ArrayList<>();
        command.add(template(entry.get("command"), where + "command"));
        array(entry, "args", where).forEach(argument -> command.add(template(argument, where + "args")));
        return new Service.Stdio(
                name,
                List.copyOf(command),
                templates(entry, "env", where),
                Optional.ofNullable(entry.get("cwd")).map(value -> template(value, where + "cwd")),
                options(name));
    }

    private Service http(String name, JsonObject entry, String where) {
        String address = text(entry.getOrDefault("url", JsonValue.NULL), where + "url");
        if (!address.matches("https?://[^/?#@\\s]+(/[^#\\s]*)?")) {
            throw new InvalidCatalogueException(where + "url must be an http or https address");
        }
        return new Service.Http(name, URI.create(address), templates(entry, "headers", where), options(name));
    }

    private static ServiceOptions options(String where, JsonValue value) {
        JsonObject entry = asObject(value, where);
        Set<IdentityForm> identity = EnumSet.noneOf(IdentityForm.class);
        array(entry, "identity", where + ".").forEach(form -> identity.add(form(text(form, where), where)));
        return new ServiceOptions(identity);
    }

    private static IdentityForm form(String text, String where) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "environment" -> IdentityForm.ENVIRONMENT;
            case "meta" -> IdentityForm.META;
            default -> throw new InvalidCatalogueException(where + ".identity may hold \"environment\" and \"meta\"");
        };
    }

    private ServiceOptions options(String name) {
        return options.getOrDefault(name, ServiceOptions.NONE);
    }

    private static Map<String, Template> templates(JsonObject entry, String key, String where) {
        Map<String, Template> templates = new LinkedHashMap<>();
        object(entry, key, where)
                .forEach((name, value) -> templates.put(name, template(value, where + key + "." + name)));
        return Map.copyOf(templates);
    }

    private static Template template(JsonValue value, String where) {
        try {
            return new Template(text(value, where));
        } catch (IllegalArgumentException e) {
            throw new InvalidCatalogueException(where + ": " + e.getMessage());
        }
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
