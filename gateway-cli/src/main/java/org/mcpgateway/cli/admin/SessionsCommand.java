package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.GroupCommand;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway sessions}: the MCP sessions that live now. */
@Command(
        name = "sessions",
        description = "Lists the MCP sessions that live now, and ends one.",
        footer = {
            "%nExamples:",
            "  ./gateway sessions list --user alice",
            "  ./gateway sessions end 4dGzq…        as the list names it"
        })
final class SessionsCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new SessionsCommand())
                .addSubcommand(new ListCommand(context))
                .addSubcommand(named(new EndCommand(context)));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists live sessions, the latest to be opened first.",
            footer = {
                "%nWhat names a session here is a digest: its identifier is a secret of its client.",
                "%nExample:",
                "  ./gateway sessions list --service memory"
            })
    static final class ListCommand extends AdminVerb {

        @Option(names = "--user", paramLabel = "NAME", description = "Only those of this user.")
        private @Nullable String user;

        @Option(names = "--service", paramLabel = "NAME", description = "Only those of this service.")
        private @Nullable String service;

        @Mixin
        private final LimitOption limit = new LimitOption();

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            Map<String, String> parameters = new LinkedHashMap<>();
            if (user != null) {
                parameters.put("username", user);
            }
            if (service != null) {
                parameters.put("service", service);
            }
            report.list(
                    api().list("sessions", parameters, limit.value()),
                    "id",
                    "service",
                    "username",
                    "client_id",
                    "opened_at",
                    "idle_seconds",
                    "calls");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            description = "Ends a session and the process behind it; its client opens another when it needs one.",
            footer = {
                "%nTo keep somebody out, revoke their tokens as well: see ./gateway users revoke.",
                "%nExample:",
                "  ./gateway sessions end 4dGzq…"
            })
    static final class EndCommand extends AdminVerb {

        @Parameters(paramLabel = "ID", description = "The digest, as gateway sessions list shows it.")
        private String id = "";

        EndCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            api().delete("sessions/" + PathSegment.of(id), Map.of());
            report.done(
                    "ended the session " + id,
                    Json.createObjectBuilder().add("id", id).build());
            return ExitCode.OK;
        }
    }
}
