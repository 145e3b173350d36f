package org.mcpgateway.cli.run;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * What {@code gateway run} prints when everything answers.
 *
 * @param address where
 * @param services each with its state
 */
record ReadyReport(Address address, List<ServiceState> services) {

    /** For a person. */
    void printTable(PrintWriter out) {
        out.println();
        out.println("The gateway is ready. Issuer: " + address.issuer());
        out.println();
        int width = services.stream()
                .mapToInt(service -> service.name().length())
                .max()
                .orElse(0);
        for (ServiceState service : services) {
            String name = service.name() + " ".repeat(width - service.name().length());
            out.println("  " + name + "  "
                    + service.missing()
                            .map(missing -> "not available: " + missing)
                            .orElseGet(() -> "ready  " + address.service(service.name())));
        }
        out.println();
        out.println("Paste into your MCP client:");
        out.println();
        out.println(pretty(clientSettings()));
        out.println();
        out.println("The local identity provider signs in anybody who can reach this machine's loopback address.");
        out.println("Stop with Ctrl-C.");
        out.flush();
    }

    /** For a program: one line of JSON. */
    void printJson(PrintWriter out) {
        var list = Json.createArrayBuilder();
        for (ServiceState service : services) {
            JsonObjectBuilder entry = Json.createObjectBuilder().add("name", service.name());
            service.missing()
                    .ifPresentOrElse(
                            missing -> entry.add("state", "unavailable").add("missing", missing),
                            () -> entry.add("state", "ready").add("url", address.service(service.name())));
            list.add(entry);
        }
        out.println(Json.createObjectBuilder()
                .add("issuer", address.issuer())
                .add("services", list)
                .build());
        out.flush();
    }

    private JsonObjectBuilder clientSettings() {
        var servers = Json.createObjectBuilder();
        for (ServiceState service : services) {
            if (service.isReady()) {
                servers.add(
                        service.name(),
                        Json.createObjectBuilder().add("type", "http").add("url", address.service(service.name())));
            }
        }
        return Json.createObjectBuilder().add("mcpServers", servers);
    }

    private static String pretty(JsonObjectBuilder json) {
        JsonWriterFactory writers = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        var text = new StringWriter();
        try (var writer = writers.createWriter(text)) {
            writer.writeObject(json.build());
        }
        return text.toString().strip();
    }
}
