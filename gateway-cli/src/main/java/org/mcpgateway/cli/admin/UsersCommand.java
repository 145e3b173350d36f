package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
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

/** {@code gateway users}: who holds what. */
@Command(
        name = "users",
        description = "Lists and shows users, and ends all that one holds.",
        footer = {
            "%nExamples:",
            "  ./gateway users list",
            "  ./gateway users show alice",
            "  ./gateway users revoke alice        tokens, refresh tokens, browser sessions, consents"
        })
final class UsersCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new UsersCommand())
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new ShowCommand(context))
                .addSubcommand(new RevokeCommand(context));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the users who hold tokens, the latest to have got some first.",
            footer = {"%nExample:", "  ./gateway users list"})
    static final class ListCommand extends AdminVerb {

        @Mixin
        private final LimitOption limit = new LimitOption();

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            report.list(
                    api().list("users", Map.of(), limit.value()),
                    "username",
                    "tokens",
                    "grants",
                    "consents",
                    "sessions");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows what a user holds.",
            footer = {"%nExample:", "  ./gateway users show alice"})
    static final class ShowCommand extends AdminVerb {

        @Parameters(paramLabel = "NAME", description = "The user.")
        private String name = "";

        ShowCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            report.object(api().get("user", Map.of("username", name)));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends all that a user holds: access and refresh tokens, browser sessions, codes, consents.",
            footer = {
                "%nThe user may sign in again: take the name off ALLOWED_GITHUB_USERS as well, if that is not wanted.",
                "%nExample:",
                "  ./gateway users revoke alice"
            })
    static final class RevokeCommand extends AdminVerb {

        @Parameters(paramLabel = "NAME", description = "The user.")
        private String name = "";

        @Option(names = "--keep-consents", description = "Leaves what the user let clients do.")
        private boolean keepConsents;

        RevokeCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            JsonObject ended = api().post(
                            "users/revoke",
                            Json.createObjectBuilder()
                                    .add("username", name)
                                    .add("keep_consents", keepConsents)
                                    .build());
            report.done(
                    "revoked " + ended.getInt("tokens") + " tokens, " + ended.getInt("grants") + " grants, "
                            + ended.getInt("consents") + " consents and " + ended.getInt("sessions") + " sessions of "
                            + name,
                    ended);
            return ExitCode.OK;
        }
    }
}
