package org.mcpgateway.cli.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gateway client-config}: what to put into an MCP client's configuration. */
@Command(
        name = "client-config",
        mixinStandardHelpOptions = true,
        description = "Prints what to put into the configuration of an MCP client, and where.",
        footer = {
            "%nExamples:",
            "  ./gateway client-config https://time.example.com/mcp",
            "  ./gateway client-config --for vscode https://time.example.com/mcp https://mcp.example.com/memory/mcp"
        })
public final class ConfigCommand implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "URL", description = "The MCP servers.")
    private List<URI> urls = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "CLIENT",
            description = "claude-code, claude-desktop, vscode, cursor or generic. Default: generic")
    private String client = "generic";

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public ConfigCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Map<String, URI> servers = new LinkedHashMap<>();
        urls.forEach(url -> servers.put(unused(servers, AuthorizationServer.requireSecure(url)), url));
        switch (client) {
            case "claude-code" ->
                tell(
                        "In a terminal:",
                        servers.entrySet().stream()
                                .map(server ->
                                        "claude mcp add --transport http " + server.getKey() + " " + server.getValue())
                                .toList());
            case "claude-desktop" ->
                tell("In claude_desktop_config.json:", List.of(json("mcpServers", servers, this::started)));
            case "vscode" -> tell("In .vscode/mcp.json:", List.of(json("servers", servers, ConfigCommand::typed)));
            case "cursor" -> tell("In ~/.cursor/mcp.json:", List.of(json("mcpServers", servers, ConfigCommand::bare)));
            case "generic" ->
                tell("In the client's list of servers:", List.of(json("mcpServers", servers, ConfigCommand::typed)));
            default ->
                throw new org.mcpgateway.cli.CommandException(
                        ExitCode.USAGE, "--for must be claude-code, claude-desktop, vscode, cursor or generic");
        }
        return ExitCode.OK.number();
    }

    /** How a server stands in a configuration. */
    @FunctionalInterface
    private interface Entry {
        JsonObjectBuilder of(URI url);
    }

    private static JsonObjectBuilder typed(URI url) {
        return Json.createObjectBuilder().add("type", "http").add("url", url.toString());
    }

    private static JsonObjectBuilder bare(URI url) {
        return Json.createObjectBuilder().add("url", url.toString());
    }

    /** A client that can only start programs. */
    private JsonObjectBuilder started(URI url) {
        return Json.createObjectBuilder()
                .add("command", context.installation().resolve("gateway").toString())
                .add(
                        "args",
                        Json.createArrayBuilder().add("client").add("stdio").add(url.toString()));
    }

    private void tell(String where, List<String> lines) {
        spec.commandLine().getErr().println(where);
        spec.commandLine().getErr().flush();
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private static String json(String key, Map<String, URI> servers, Entry entry) {
        JsonObjectBuilder list = Json.createObjectBuilder();
        servers.forEach((name, url) -> list.add(name, entry.of(url)));
        JsonObject whole = Json.createObjectBuilder().add(key, list).build();
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(whole);
        }
        return text.toString().strip();
    }

    /** The service's name; where another has it the host, numbered where that is taken too. */
    private static String unused(Map<String, URI> servers, URI url) {
        String host = url.getHost().replace('.', '-');
        return Stream.concat(
                        Stream.of(name(url), host),
                        IntStream.iterate(2, number -> number + 1).mapToObj(number -> host + "-" + number))
                .filter(name -> servers.getOrDefault(name, url).equals(url))
                .findFirst()
                .orElseThrow();
    }

    /** The service's name: what stands before {@code /mcp} in the path, else the first label of the host. */
    private static String name(URI url) {
        String[] path = String.valueOf(url.getPath()).split("/", -1);
        String last = path.length > 2 ? path[path.length - 2] : "";
        return last.isEmpty() ? url.getHost().split("\\.", 2)[0] : last;
    }
}
