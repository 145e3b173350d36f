package org.mcpgateway.cli.run;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * The catalogue of services in the {@code mcpServers} form of MCP clients, with one extra key {@code gateway}
 * ({@code gateway.inProcess} names the servers inside the bridge, {@code gateway.groups} several services under one
 * address, {@code gateway.services} options of services). Paths in it may begin with {@code ${GATEWAY_SERVERS}}
 * (installed MCP servers) or {@code ${GATEWAY_STATE}}.
 */
final class ServiceCatalogue {

    private static final String SERVERS = "${GATEWAY_SERVERS}";
    private static final String STATE = "${GATEWAY_STATE}";
    private static final String MCP_SERVERS = "mcpServers";
    private static final String GATEWAY = "gateway";
    private static final String IN_PROCESS = "inProcess";
    private static final String GROUPS = "groups";
    private static final String OPTIONS = "services";

    private final JsonObject document;

    private ServiceCatalogue(JsonObject document) {
        this.document = document;
    }

    /** @throws CommandException when the file is no such catalogue */
    static ServiceCatalogue read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandException(ExitCode.FAILED, "the catalogue " + file + " cannot be read");
        }
        try (JsonReader reader = Json.createReader(new StringReader(Files.readString(file)))) {
            JsonObject document = reader.readObject();
            if (!document.containsKey(MCP_SERVERS)) {
                throw new CommandException(ExitCode.FAILED, file + " has no \"mcpServers\"");
            }
            return new ServiceCatalogue(document);
        } catch (JsonException e) {
            throw new CommandException(ExitCode.FAILED, file + " is not JSON: " + e.getMessage(), e);
        }
    }

    /** The names of all services, in the order of the file; those inside the bridge and groups come last. */
    Set<String> names() {
        Set<String> names =
                new LinkedHashSet<>(document.getJsonObject(MCP_SERVERS).keySet());
        names.addAll(settings(IN_PROCESS).keySet());
        names.addAll(settings(GROUPS).keySet());
        return names;
    }

    /** What has to be installed for a service. */
    List<Toolchain> needs(String service) {
        String settings = String.valueOf(document.getJsonObject(MCP_SERVERS).get(service));
        return Toolchain.ALL.stream()
                .filter(toolchain -> settings.contains(SERVERS + "/" + toolchain.folder() + "/"))
                .toList();
    }

    /** The catalogue of one run: these services only, every path absolute. */
    String resolved(Collection<String> services, Path servers, Path state) {
        return Json.createObjectBuilder(document)
                .add(MCP_SERVERS, only(services, document.getJsonObject(MCP_SERVERS)))
                .add(
                        GATEWAY,
                        Json.createObjectBuilder(gateway())
                                .add(IN_PROCESS, only(services, settings(IN_PROCESS)))
                                .add(GROUPS, groups(services))
                                .add(OPTIONS, only(services, settings(OPTIONS))))
                .build()
                .toString()
                .replace(SERVERS, quoted(servers))
                .replace(STATE, quoted(state));
    }

    private JsonObject gateway() {
        return document.getOrDefault(GATEWAY, JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    }

    private JsonObject settings(String key) {
        return gateway().getOrDefault(key, JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    }

    /** The groups asked for, each with those of its members that run. */
    private JsonObjectBuilder groups(Collection<String> services) {
        var kept = Json.createObjectBuilder();
        settings(GROUPS).forEach((name, members) -> {
            var running = Json.createArrayBuilder();
            members.asJsonArray().getValuesAs(JsonString.class).stream()
                    .filter(member -> services.contains(member.getString()))
                    .forEach(running::add);
            if (services.contains(name)) {
                kept.add(name, running);
            }
        });
        return kept;
    }

    private static JsonObjectBuilder only(Collection<String> services, JsonObject all) {
        var kept = Json.createObjectBuilder();
        all.forEach((name, settings) -> {
            if (services.contains(name)) {
                kept.add(name, settings);
            }
        });
        return kept;
    }

    private static String quoted(Path path) {
        String literal = Json.createValue(path.toString()).toString();
        return literal.substring(1, literal.length() - 1);
    }
}
