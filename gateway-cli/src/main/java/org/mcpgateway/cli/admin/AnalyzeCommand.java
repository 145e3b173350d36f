package org.mcpgateway.cli.admin;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi.Listing;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gateway logs analyze}: where authorizations end. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = {
            "Tells by the audit trail how the authorizations of each client went: how many were asked for, how far the",
            "last one came, and what stopped it."
        },
        footer = {
            "%nA line without a client is what failed before one was known: registrations, lost sign-ins.",
            "%nExamples:",
            "  ./gateway logs analyze",
            "  ./gateway logs analyze --stopped --since 2026-11-25T08:00:00Z",
            "  ./gateway logs analyze --client client_Hx2… --output json"
        })
public final class AnalyzeCommand extends AdminVerb {

    private static final int MOST_EVENTS = 10_000;

    @Option(names = "--since", paramLabel = "TIME", description = "As 2026-11-25T08:00:00Z. Default: a day ago")
    private @Nullable String since;

    @Option(names = "--client", paramLabel = "CLIENT_ID", description = "Of this client.")
    private @Nullable String client;

    @Option(names = "--stopped", description = "Only clients whose last authorization did not come to its end.")
    private boolean stopped;

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public AnalyzeCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        Instant now = context().clock().instant();
        Map<String, String> filter = new LinkedHashMap<>();
        filter.put("since", since == null ? now.minus(1, ChronoUnit.DAYS).toString() : since);
        if (client != null) {
            filter.put("client_id", client);
        }
        Listing events = api().list("audit", filter, MOST_EVENTS);
        var flows = new AuthorizationFlows(events.items().reversed());
        report.list(
                new Listing(
                        flows.summaries(now).stream()
                                .filter(flow ->
                                        !stopped || !flow.getString("because").isEmpty())
                                .toList(),
                        false),
                "client_id",
                "client_name",
                "users",
                "requested",
                "signed_in",
                "consented",
                "codes",
                "redeemed",
                "refreshed",
                "refused",
                "reached",
                "because");
        report.note(flows.sentence());
        if (events.more()) {
            report.note("only the latest " + MOST_EVENTS + " events were looked at: name a later --since");
        }
        return ExitCode.OK;
    }
}
