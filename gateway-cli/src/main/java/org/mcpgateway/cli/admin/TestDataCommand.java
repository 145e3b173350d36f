package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.AdminApi.Listing;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.GroupCommand;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gateway test-data}: what tests have left in a gateway. */
@Command(
        name = "test-data",
        description = "Finds clients that tests have registered, by name or redirect URI, and ends them.",
        footer = {
            "%nExamples:",
            "  ./gateway test-data show",
            "  ./gateway test-data clean --yes",
            "  ./gateway test-data clean --yes --name load-test,probe"
        })
final class TestDataCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new TestDataCommand())
                .addSubcommand(new ShowCommand(context))
                .addSubcommand(new CleanCommand(context));
    }

    /** What both verbs look for. */
    abstract static class TestDataVerb extends AdminVerb {

        @Option(
                names = "--name",
                split = ",",
                paramLabel = "BEGINNING",
                description = "How the names of such clients begin, in any case. Default: test")
        private List<String> names = List.of();

        @Option(
                names = "--redirect-uri",
                split = ",",
                paramLabel = "BEGINNING",
                description = "How one of their redirect URIs begins; with --name, either is enough.")
        private List<String> redirectUris = List.of();

        TestDataVerb(CommandContext context) {
            super(context);
        }

        /** Those that registered themselves so; the latest first. */
        final List<JsonObject> found(AdminApi api) throws InterruptedException {
            if (Stream.concat(names.stream(), redirectUris.stream()).anyMatch(String::isBlank)) {
                throw new CommandException(ExitCode.USAGE, "an empty beginning would mean every client");
            }
            List<String> wanted = names.isEmpty() && redirectUris.isEmpty() ? List.of("test") : names;
            return api.list("clients", Map.of(), 0).items().stream()
                    .filter(client -> client.getString("kind", "").equals("registered"))
                    .filter(client -> isCalled(client, wanted) || isAt(client))
                    .toList();
        }

        private static boolean isCalled(JsonObject client, List<String> beginnings) {
            String name = comparable(client.getString("client_name", ""));
            return beginnings.stream().map(TestDataVerb::comparable).anyMatch(name::startsWith);
        }

        private boolean isAt(JsonObject client) {
            return client.getJsonArray("redirect_uris").getValuesAs(JsonString::getString).stream()
                    .anyMatch(uri -> redirectUris.stream().anyMatch(uri::startsWith));
        }

        final void list(Report report, List<JsonObject> clients) {
            report.list(new Listing(clients, false), "client_id", "client_name", "used", "issued_at", "redirect_uris");
        }

        private static String comparable(String name) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Lists the clients that clean would end.",
            footer = {"%nExample:", "  ./gateway test-data show --name load-test"})
    static final class ShowCommand extends TestDataVerb {

        ShowCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            list(report, found(api()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "clean",
            mixinStandardHelpOptions = true,
            description = "Ends them with every code and token of theirs; without --yes it only lists them.",
            footer = {"%nExamples:", "  ./gateway test-data clean", "  ./gateway test-data clean --yes"})
    static final class CleanCommand extends TestDataVerb {

        @Option(names = "--yes", description = "Does it.")
        private boolean sure;

        CleanCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            AdminApi api = api();
            List<JsonObject> clients = found(api);
            if (!sure) {
                list(report, clients);
                report.note("nothing was ended: --yes ends these " + clients.size());
                return ExitCode.OK;
            }
            JsonArrayBuilder ended = Json.createArrayBuilder();
            for (JsonObject client : clients) {
                end(api, client.getString("client_id"));
                ended.add(client.getString("client_id"));
            }
            report.done(
                    "ended " + clients.size() + " clients",
                    Json.createObjectBuilder().add("ended", ended).build());
            return ExitCode.OK;
        }

        private static void end(AdminApi api, String clientId) throws InterruptedException {
            try {
                api.delete("client", Map.of("client_id", clientId));
            } catch (CommandException e) {
                if (e.exitCode() != ExitCode.NOT_FOUND) { // another has ended it meanwhile
                    throw e;
                }
            }
        }
    }
}
