package org.mcpgateway.cli.admin;

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
import picocli.CommandLine.Option;

/** {@code gateway audit}: what happened. */
@Command(
        name = "audit",
        description = "Searches the audit trail of all replicas.",
        footer = {"%nExample:", "  ./gateway audit search --user alice --since 2026-11-25T08:00:00Z"})
final class AuditCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new AuditCommand()).addSubcommand(new SearchCommand(context));
    }

    @Command(
            name = "search",
            mixinStandardHelpOptions = true,
            description = "Shows the events that fit every option, the latest first.",
            footer = {
                "%nExamples:",
                "  ./gateway audit search --event token_refused --limit 20",
                "  ./gateway audit search --client client_Hx2… --output json",
                "  ./gateway audit search --event administrative_act --user caretaker"
            })
    static final class SearchCommand extends AdminVerb {

        @Option(names = "--event", paramLabel = "KIND", description = "As token_issued, consent_given …")
        private @Nullable String event;

        @Option(names = "--user", paramLabel = "NAME", description = "Of this user or administrator.")
        private @Nullable String user;

        @Option(names = "--client", paramLabel = "CLIENT_ID", description = "Of this client.")
        private @Nullable String client;

        @Option(names = "--text", paramLabel = "TEXT", description = "That have this anywhere, in any case.")
        private @Nullable String text;

        @Option(names = "--since", paramLabel = "TIME", description = "As 2026-11-25T08:00:00Z.")
        private @Nullable String since;

        @Option(names = "--until", paramLabel = "TIME", description = "The same.")
        private @Nullable String until;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0: all. Default: 100")
        private int limit = 100;

        SearchCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            Map<String, String> filter = new LinkedHashMap<>();
            put(filter, "event", event);
            put(filter, "user", user);
            put(filter, "client_id", client);
            put(filter, "text", text);
            put(filter, "since", since);
            put(filter, "until", until);
            report.list(
                    api().list("audit", filter, limit),
                    "time",
                    "event",
                    "user",
                    "client_id",
                    "administrator",
                    "act",
                    "reason",
                    "address");
            return ExitCode.OK;
        }

        private static void put(Map<String, String> filter, String name, @Nullable String value) {
            if (value != null) {
                filter.put(name, value);
            }
        }
    }
}
