package org.mcpgateway.cli.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.GroupCommand;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gateway client}: an MCP client, for a person at a terminal and for programs that only know stdio. */
@Command(
        name = "client",
        description = "An MCP client: for a person at a terminal, and for programs that only know stdio.",
        footer = {
            "%nExamples:",
            "  ./gateway client inspect https://time.example.com/mcp",
            "  ./gateway client call https://time.example.com/mcp get_current_time '{\"timezone\": \"UTC\"}'",
            "  ./gateway client stdio https://time.example.com/mcp"
        })
public final class ClientCommand extends GroupCommand {

    /** The command with its verbs. */
    public static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new ClientCommand())
                .addSubcommand(new StdioCommand(context))
                .addSubcommand(new CallCommand(context))
                .addSubcommand(new InspectCommand(context));
    }

    @Command(
            name = "call",
            mixinStandardHelpOptions = true,
            description = "Calls a tool and prints what it answers.",
            footer = {
                "%nExits with 1 when the tool says that it failed.",
                "%nExamples:",
                "  ./gateway client call https://time.example.com/mcp get_current_time '{\"timezone\": \"UTC\"}'",
                "  ./gateway client call https://everything.example.com/mcp echo '{\"message\": \"hello\"}' --output json"
            })
    static final class CallCommand extends ClientVerb {

        @Parameters(index = "1", paramLabel = "TOOL", description = "Its name.")
        private String tool = "";

        @Parameters(index = "2", arity = "0..1", paramLabel = "ARGUMENTS", description = "A JSON object. Default: {}")
        private String arguments = "{}";

        CallCommand(CommandContext context) {
            super(context);
        }

        @Override
        ExitCode run(ServerOptions options, CommandContext surroundings, Report report)
                throws IOException, InterruptedException {
            JsonObject object = object(arguments);
            try (Conversation conversation = talk(options, surroundings, report)) {
                JsonObject result = conversation.request(
                        "tools/call",
                        Json.createObjectBuilder().add("name", tool).add("arguments", object));
                report.text(words(result), result);
                return result.getBoolean("isError", false) ? ExitCode.FAILED : ExitCode.OK;
            }
        }

        private static JsonObject object(String text) {
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                return reader.readObject();
            } catch (JsonException e) {
                throw new CommandException(
                        ExitCode.USAGE, "ARGUMENTS must be a JSON object, as {\"timezone\": \"UTC\"}", e);
            }
        }

        /** What a tool answers in words; whatever else it answers is named by its type. */
        private static String words(JsonObject result) {
            if (!(result.get("content") instanceof JsonArray content)) {
                return result.toString();
            }
            List<String> parts = content.getValuesAs(JsonObject.class).stream()
                    .map(part -> part.getString("text", "(" + part.getString("type", "something") + ")"))
                    .toList();
            return String.join("\n", parts);
        }
    }

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = "Lists the tools, prompts and resources of a server.",
            footer = {"%nExample:", "  ./gateway client inspect https://time.example.com/mcp"})
    static final class InspectCommand extends ClientVerb {

        InspectCommand(CommandContext context) {
            super(context);
        }

        @Override
        ExitCode run(ServerOptions options, CommandContext surroundings, Report report)
                throws IOException, InterruptedException {
            try (Conversation conversation = talk(options, surroundings, report)) {
                List<JsonObject> offered = new java.util.ArrayList<>();
                add(offered, "tool", "name", conversation.list("tools", "tools/list", "tools"));
                add(offered, "prompt", "name", conversation.list("prompts", "prompts/list", "prompts"));
                add(offered, "resource", "uri", conversation.list("resources", "resources/list", "resources"));
                JsonObject info = Message.object(conversation.server(), "serverInfo");
                report.note(Report.plain(info.getString("name", "") + " " + info.getString("version", "")) + ", MCP "
                        + Report.plain(conversation.server().getString("protocolVersion", "")));
                report.list(new AdminApi.Listing(offered, false), "kind", "name", "description");
                return ExitCode.OK;
            }
        }

        private static void add(List<JsonObject> offered, String kind, String named, List<JsonObject> items) {
            for (JsonObject item : items) {
                offered.add(Json.createObjectBuilder(item)
                        .add("kind", kind)
                        .add("name", item.getString(named, ""))
                        .add("description", firstLine(item.getString("description", "")))
                        .build());
            }
        }

        private static String firstLine(String text) {
            String line = text.lines().findFirst().orElse("");
            return line.length() <= 80 ? line : line.substring(0, 79) + "…";
        }
    }
}
