package org.mcpgateway.cli.admin;

import java.io.IOException;
import java.util.Map;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Command;

/** {@code gateway stats}: how much of everything there is. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Counts clients, users, tokens, grants, consents and audit events.",
        footer = {"%nExample:", "  ./gateway stats --output json"})
final class StatsCommand extends AdminVerb {

    StatsCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        report.object(api().get("stats", Map.of()));
        return ExitCode.OK;
    }
}
