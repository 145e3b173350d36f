package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.util.Map;
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

/** {@code gateway clients}: who is registered. */
@Command(
        name = "clients",
        description = "Lists, shows and ends registered clients.",
        footer = {
            "%nExamples:",
            "  ./gateway clients list",
            "  ./gateway clients show client_Hx2…",
            "  ./gateway clients delete client_Hx2…        with every token of it",
            "  ./gateway clients purge --dry-run           what nobody has used for an hour"
        })
final class ClientsCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new ClientsCommand())
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new ShowCommand(context))
                .addSubcommand(new DeleteCommand(context))
                .addSubcommand(new PurgeCommand(context));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists clients: those of the configuration, then the registered ones, the latest first.",
            footer = {"%nExample:", "  ./gateway clients list --limit 0 --output json"})
    static final class ListCommand extends AdminVerb {

        @Mixin
        private final LimitOption limit = new LimitOption();

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            report.list(
                    api().list("clients", Map.of(), limit.value()),
                    "client_id",
                    "client_name",
                    "kind",
                    "used",
                    "issued_at",
                    "expires_at");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one client, without its secrets.",
            footer = {"%nExample:", "  ./gateway clients show client_Hx2…"})
    static final class ShowCommand extends AdminVerb {

        @Parameters(paramLabel = "CLIENT_ID", description = "The client.")
        private String clientId = "";

        ShowCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            report.object(api().get("client", Map.of("client_id", clientId)));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Ends a client with every code and token of it.",
            footer = {"%nExample:", "  ./gateway clients delete client_Hx2…"})
    static final class DeleteCommand extends AdminVerb {

        @Parameters(paramLabel = "CLIENT_ID", description = "The client.")
        private String clientId = "";

        DeleteCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            api().delete("client", Map.of("client_id", clientId));
            report.done(
                    "deleted " + clientId,
                    Json.createObjectBuilder().add("deleted", clientId).build());
            return ExitCode.OK;
        }
    }

    @Command(
            name = "purge",
            mixinStandardHelpOptions = true,
            description = "Ends registrations that nobody has used, and forgets expired ones.",
            footer = {
                "%nExamples:",
                "  ./gateway clients purge --dry-run",
                "  ./gateway clients purge --unused-for 86400"
            })
    static final class PurgeCommand extends AdminVerb {

        @Option(
                names = "--unused-for",
                paramLabel = "SECONDS",
                description = "Only those that are older. Default: 3600")
        private long unusedFor = 3600;

        @Option(names = "--dry-run", description = "Only tells which.")
        private boolean dryRun;

        PurgeCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            JsonArray purged = api().purge(
                            "clients/purge",
                            Json.createObjectBuilder()
                                    .add("unused_for_seconds", unusedFor)
                                    .add("dry_run", dryRun)
                                    .build());
            int count = purged.size();
            report.done(
                    (dryRun ? "would purge " : "purged ") + count + (count == 1 ? " client" : " clients"),
                    Json.createObjectBuilder()
                            .add("purged", purged)
                            .add("dry_run", dryRun)
                            .build());
            return ExitCode.OK;
        }
    }
}
