package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
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

/** {@code gateway consents}: what users let clients do. */
@Command(
        name = "consents",
        description = "Lists and withdraws what users let clients do.",
        footer = {
            "%nExamples:",
            "  ./gateway consents list --user alice",
            "  ./gateway consents withdraw alice client_Hx2…"
        })
final class ConsentsCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new ConsentsCommand())
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new WithdrawCommand(context));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists consents.",
            footer = {"%nExample:", "  ./gateway consents list --user alice"})
    static final class ListCommand extends AdminVerb {

        @Option(names = "--user", paramLabel = "NAME", description = "Only those of this user.")
        private @Nullable String user;

        @Mixin
        private final LimitOption limit = new LimitOption();

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            report.list(
                    api().list("consents", user == null ? Map.of() : Map.of("username", user), limit.value()),
                    ListCommand::approvals,
                    "username",
                    "client_id",
                    "client_name",
                    "destination",
                    "scope",
                    "given_at");
            return ExitCode.OK;
        }

        /** Each with whose it is: a client may have been let in to several destinations. */
        private static Stream<JsonObject> approvals(JsonObject consent) {
            return consent.getJsonArray("approvals").getValuesAs(JsonObject.class).stream()
                    .map(approval -> Json.createObjectBuilder(consent)
                            .addAll(Json.createObjectBuilder(approval))
                            .build());
        }
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Withdraws a consent with every token that came of it: the user is asked again.",
            footer = {"%nExample:", "  ./gateway consents withdraw alice client_Hx2…"})
    static final class WithdrawCommand extends AdminVerb {

        @Parameters(index = "0", paramLabel = "NAME", description = "The user.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "CLIENT_ID", description = "The client.")
        private String clientId = "";

        WithdrawCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            api().delete("consents", Map.of("username", name, "client_id", clientId));
            report.done(
                    "withdrew the consent of " + name + " to " + clientId,
                    Json.createObjectBuilder()
                            .add("username", name)
                            .add("client_id", clientId)
                            .build());
            return ExitCode.OK;
        }
    }
}
