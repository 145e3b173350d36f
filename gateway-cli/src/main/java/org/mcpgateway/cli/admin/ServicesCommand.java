package org.mcpgateway.cli.admin;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.GroupCommand;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway services}: the MCP servers with how they are doing. */
@Command(
        name = "services",
        description = "Lists the MCP services with their health, and restarts one.",
        footer = {"%nExamples:", "  ./gateway services list", "  ./gateway services restart memory"})
final class ServicesCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new ServicesCommand())
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new RestartCommand(context));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the services: up, down or unreachable, with sessions and processes.",
            footer = {"%nExample:", "  ./gateway services list --output json"})
    static final class ListCommand extends AdminVerb {

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            report.list(api().list("services", Map.of(), 0), "name", "kind", "status", "sessions", "reason");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "restart",
            mixinStandardHelpOptions = true,
            description =
                    "Ends every process and session of a service, or one process; the next request gets a new one.",
            footer = {
                "%nThe bridge goes on: to restart its container, see ./gateway restart.",
                "%nExamples:",
                "  ./gateway services restart memory",
                "  ./gateway services restart memory --bridge Qe3… --pid 412     as services list --output json names them"
            })
    static final class RestartCommand extends AdminVerb {

        @Parameters(paramLabel = "NAME", description = "The service.")
        private String name = "";

        @Option(names = "--bridge", paramLabel = "ID", description = "The bridge that runs the process.")
        private @Nullable String bridge;

        @Option(names = "--pid", paramLabel = "N", description = "The process to end, and no other.")
        private @Nullable Long pid;

        RestartCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            if ((bridge == null) != (pid == null)) {
                throw new CommandException(ExitCode.USAGE, "give both --bridge and --pid, or neither");
            }
            JsonObject done = api().post(
                            "services/" + PathSegment.of(name) + "/restart",
                            bridge == null ? Map.of() : Map.of("bridge", bridge, "pid", String.valueOf(pid)));
            report.done(
                    (bridge == null ? "restarted " + name : "ended process " + pid + " of " + name) + " at "
                            + done.getInt("bridges") + " bridge(s)",
                    done);
            done.getJsonArray("unreachable")
                    .forEach(one -> report.note(one + " does not answer: nothing was done there"));
            return ExitCode.OK;
        }
    }
}
