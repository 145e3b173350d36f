package org.mcpgateway.cli.takeover;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gateway import}: takes over what the Python forerunner keeps. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Takes over the clients and refresh tokens of the Python gateway, so that they go on working.",
        footer = {
            "%nThe source is only read. Secrets are hashed here, before they are sent. Access tokens are not taken: their",
            "clients refresh by themselves. Running it again takes what is new and changes nothing else.",
            "The password is IMPORT_REDIS_PASSWORD of the environment: everybody on a machine sees command lines.",
            "%nExamples:",
            "  ./gateway import --from redis://old-host:6379/0 --dry-run",
            "  IMPORT_REDIS_PASSWORD=… ./gateway import --from redis://127.0.0.1:6380"
        })
public final class ImportCommand extends AdminVerb {

    private static final int BATCH = 200;
    private static final String CLIENTS = "oauth:client:";
    private static final String REFRESH_TOKENS = "oauth:refresh:";
    private static final String ACCESS_TOKENS = "oauth:token:";

    @Option(names = "--from", required = true, paramLabel = "URL", description = "The Redis of the forerunner.")
    private URI from = URI.create("redis://127.0.0.1:6379");

    @Option(names = "--dry-run", description = "Only tells what would be taken.")
    private boolean dryRun;

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public ImportCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        if (from.getHost() == null || !List.of("redis", "rediss").contains(String.valueOf(from.getScheme()))) {
            throw new CommandException(ExitCode.USAGE, "--from must be an address such as redis://old-host:6379/0");
        }
        if (from.getUserInfo() != null && from.getUserInfo().contains(":")) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "everybody on this machine sees the command line: take the password out of --from, and set"
                            + " IMPORT_REDIS_PASSWORD");
        }
        AdminApi api = api();
        Totals clients = new Totals();
        Totals tokens = new Totals();
        Optional<String> password = settings().find("IMPORT_REDIS_PASSWORD");
        try (ForerunnerRedis source = ForerunnerRedis.open(from, password)) {
            Instant now = context().clock().instant();
            List<JsonObject> clientRecords = new ArrayList<>();
            source.forEach(CLIENTS, (named, left) -> clientRecords.add(ForerunnerRecords.client(named, left, now)));
            List<JsonObject> tokenRecords = new ArrayList<>();
            source.forEach(
                    REFRESH_TOKENS,
                    (named, left) -> tokenRecords.add(ForerunnerRecords.refreshToken(named, left, now)));
            send(api, "clients", clientRecords, clients);
            sendTokens(api, clientRecords, tokenRecords, tokens);
            tell(report, clients, tokens, source.count(ACCESS_TOKENS));
        }
        return ExitCode.OK;
    }

    private void send(AdminApi api, String kind, List<JsonObject> records, Totals totals) throws InterruptedException {
        for (int from = 0; from < records.size(); from += BATCH) {
            List<JsonObject> batch = records.subList(from, Math.min(records.size(), from + BATCH));
            JsonObject answer = api.post(
                    "import",
                    Json.createObjectBuilder()
                            .add(kind, array(batch))
                            .add("dry_run", dryRun)
                            .build());
            totals.add(answer.getJsonObject(kind));
        }
    }

    /** A dry run has saved no client, so the clients that a batch of tokens needs are shown along with it. */
    private void sendTokens(AdminApi api, List<JsonObject> clients, List<JsonObject> tokens, Totals totals)
            throws InterruptedException {
        for (int from = 0; from < tokens.size(); from += BATCH) {
            List<JsonObject> batch = tokens.subList(from, Math.min(tokens.size(), from + BATCH));
            JsonObjectBuilder body = Json.createObjectBuilder()
                    .add("refresh_tokens", array(batch))
                    .add("dry_run", dryRun);
            if (dryRun) {
                List<String> needed = batch.stream()
                        .map(token -> token.getString("client_id"))
                        .toList();
                body.add(
                        "clients",
                        array(clients.stream()
                                .filter(client -> needed.contains(client.getString("client_id")))
                                .toList()));
            }
            totals.add(api.post("import", body.build()).getJsonObject("refresh_tokens"));
        }
    }

    private void tell(Report report, Totals clients, Totals tokens, long accessTokens) {
        report.done(
                (dryRun ? "would take " : "took ") + clients.sentence("clients") + "; "
                        + tokens.sentence("refresh tokens") + "; " + accessTokens + " access tokens were left to end",
                Json.createObjectBuilder()
                        .add("dry_run", dryRun)
                        .add("clients", clients.json())
                        .add("refresh_tokens", tokens.json())
                        .add("access_tokens_left", accessTokens)
                        .build());
        clients.refused.forEach(refusal -> report.note("not taken: client " + refusal));
        tokens.refused.forEach(refusal -> report.note("not taken: refresh token " + refusal));
    }

    private static JsonArrayBuilder array(List<JsonObject> records) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        records.forEach(array::add);
        return array;
    }

    /** What became of the records of one kind, over all batches. */
    private static final class Totals {

        private int taken;
        private int known;
        private final List<String> refused = new ArrayList<>();

        void add(JsonObject answer) {
            taken += answer.getInt("taken");
            known += answer.getInt("known");
            for (JsonObject refusal : answer.getJsonArray("refused").getValuesAs(JsonObject.class)) {
                refused.add(refusal.getString("id") + ": " + refusal.getString("reason"));
            }
        }

        String sentence(String kind) {
            return taken + " " + kind + " (" + known + " known before, " + refused.size() + " not taken)";
        }

        JsonObjectBuilder json() {
            JsonArrayBuilder reasons = Json.createArrayBuilder();
            refused.forEach(reasons::add);
            return Json.createObjectBuilder()
                    .add("taken", taken)
                    .add("known", known)
                    .add("refused", reasons);
        }
    }
}
