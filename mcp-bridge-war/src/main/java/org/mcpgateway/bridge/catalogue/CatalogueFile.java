package org.mcpgateway.bridge.catalogue;

import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a catalogue. An entry of {@code mcpServers} is a child process, or with {@code url} a server elsewhere;
 * {@code gateway.inProcess} maps further names to servers inside the bridge, {@code gateway.groups} names to several
 * services under one address, and {@code gateway.services} holds options of a service.
 */
final class CatalogueFile {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Set<String> GATEWAY = Set.of("inProcess", "groups", "services");

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

    private static Entry read(String text) {
        Lines lines = Lines.of(text);
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return new Entry(reader.readValue(), "", lines);
        } catch (JsonException e) {
            throw new InvalidCatalogueException("the catalogue is not a JSON object: " + e.getMessage());
        }
    }

    private void take(Entry document) {
        Entry gateway = document.member("gateway");
        gateway.requireOnly(GATEWAY);
        Entry given = gateway.member("services");
        given.forEach((name, entry) -> options.put(name, OptionsEntry.read(entry)));
        document.member("mcpServers").forEach((name, entry) -> add(server(name, entry), entry));
        gateway.member("inProcess")
                .forEach((name, entry) -> add(new Service.InProcess(name, entry.text(), options(name)), entry));
        Map<String, Service> groups = new LinkedHashMap<>();
        gateway.member("groups")
                .forEach((name, entry) -> groups.put(name, group(name, gateway.member("groups"), entry)));
        groups.forEach((name, group) -> add(group, gateway.member("groups").member(name)));
        given.forEach((name, entry) -> {
            Service service = services.get(name);
            if (service == null) {
                throw entry.problem("names no service");
            }
            OptionsEntry.requireFit(entry, service);
        });
    }

    private void add(Service service, Entry entry) {
        if (!NAME.matcher(service.name()).matches()) {
            throw entry.problem("is no name for a service: use lower-case letters, digits and hyphens");
        }
        if (services.putIfAbsent(service.name(), service) != null) {
            throw entry.problem("has the name of another service");
        }
    }

    private Service group(String name, Entry groups, Entry entry) {
        List<Service> members = new ArrayList<>();
        for (Entry member : groups.items(name)) {
            Service service = services.get(member.text());
            if (service == null) {
                throw entry.problem("has a member that is no service: no service is named " + member.text());
            }
            members.add(service);
        }
        return new Service.Group(name, List.copyOf(members), options(name));
    }

    private Service server(String name, Entry entry) {
        if (entry.find("url").isPresent()) {
            return http(name, entry, entry.member("url"));
        }
        Entry program = entry.find("command")
                .orElseThrow(() -> entry.problem("has no command (or url, for a server elsewhere)"));
        Template command = program.template();
        if (!command.isFixed()) {
            // Which program runs is the operator's to say, not a user's or anybody's who can send a request.
            throw program.problem("must not hold placeholders; args, env and cwd may");
        }
        List<Template> line = new ArrayList<>(List.of(command));
        entry.items("args").forEach(argument -> line.add(argument.template()));
        return new Service.Stdio(
                name,
                List.copyOf(line),
                templates(entry.member("env")),
                entry.find("cwd").map(Entry::template),
                options(name));
    }

    private Service http(String name, Entry entry, Entry url) {
        String address = url.text();
        if (!address.matches("https?://[^/?#@\\s]+(/[^#\\s]*)?")) {
            throw url.problem("must be an http or https address");
        }
        if (entry.find("type").filter(type -> type.text().equals("sse")).isPresent()) {
            throw entry.member("type").problem("must not be sse: only Streamable HTTP is spoken to servers elsewhere");
        }
        return new Service.Http(name, URI.create(address), templates(entry.member("headers")), options(name));
    }

    private ServiceOptions options(String name) {
        return options.getOrDefault(name, ServiceOptions.NONE);
    }

    private static Map<String, Template> templates(Entry entry) {
        Map<String, Template> templates = new LinkedHashMap<>();
        entry.forEach((name, value) -> templates.put(name, value.template()));
        return Map.copyOf(templates);
    }
}
