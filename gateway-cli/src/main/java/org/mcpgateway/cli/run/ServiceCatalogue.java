package org.mcpgateway.cli.run;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * The catalogue of services in the {@code mcpServers} form of MCP clients, with one extra key {@code gateway}. Paths in
 * it may begin with {@code ${GATEWAY_SERVERS}} (installed MCP servers) or {@code ${GATEWAY_STATE}}.
 */
final class ServiceCatalogue {

    private static final String SERVERS = "${GATEWAY_SERVERS}";
    private static final String STATE = "${GATEWAY_STATE}";
    private static final String MCP_SERVERS = "mcpServers";

    private final JsonObject document;

    private ServiceCatalogue(JsonObject document) {
        this.document = document;
    }

    /** @throws CommandException when the file is no such catalogue */
    static ServiceCatalogue read(Path file) throws IOException {
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

    /** The names of all services, in the order of the file. */
    Set<String> names() {
        return document.getJsonObject(MCP_SERVERS).keySet();
    }

    /** What has to be installed for a service. */
    List<Toolchain> needs(String service) {
        String settings =
                document.getJsonObject(MCP_SERVERS).getJsonObject(service).toString();
        return Toolchain.ALL.stream()
                .filter(toolchain -> settings.contains(SERVERS + "/" + toolchain.folder() + "/"))
                .toList();
    }

    /** The catalogue of one run: these services only, every path absolute. */
    String resolved(Collection<String> services, Path servers, Path state) {
        var kept = Json.createObjectBuilder();
        document.getJsonObject(MCP_SERVERS).forEach((name, settings) -> {
            if (services.contains(name)) {
                kept.add(name, settings);
            }
        });
        return Json.createObjectBuilder(document)
                .add(MCP_SERVERS, kept)
                .build()
                .toString()
                .replace(SERVERS, quoted(servers))
                .replace(STATE, quoted(state));
    }

    private static String quoted(Path path) {
        String literal = Json.createValue(path.toString()).toString();
        return literal.substring(1, literal.length() - 1);
    }
}
