package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.util.LinkedHashMap;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway tokens}: which access tokens live. */
@Command(
        name = "tokens",
        description = "Lists, shows and ends access tokens, by their claims: the tokens themselves are kept nowhere.",
        footer = {
            "%nExamples:",
            "  ./gateway tokens list --user alice",
            "  ./gateway tokens show 5Jq…",
            "  ./gateway tokens revoke 5Jq…",
            "  ./gateway tokens purge-expired --dry-run"
        })
final class TokensCommand extends GroupCommand {

    static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new TokensCommand())
                .addSubcommand(new ListCommand(context))
                .addSubcommand(named(new ShowCommand(context)))
                .addSubcommand(named(new RevokeCommand(context)))
                .addSubcommand(new PurgeExpiredCommand(context));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the tokens that live, those that last longest first.",
            footer = {
                "%nExamples:",
                "  ./gateway tokens list --user alice",
                "  ./gateway tokens list --client client_Hx2… --output json"
            })
    static final class ListCommand extends AdminVerb {

        @Option(names = "--user", paramLabel = "NAME", description = "Only those of this user.")
        private @Nullable String user;

        @Option(names = "--client", paramLabel = "CLIENT_ID", description = "Only those of this client.")
        private @Nullable String client;

        @Mixin
        private final LimitOption limit = new LimitOption();

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            if (user != null && client != null) {
                throw new CommandException(ExitCode.USAGE, "name either --user or --client");
            }
            Map<String, String> filter = new LinkedHashMap<>();
            if (user != null) {
                filter.put("username", user);
            }
            if (client != null) {
                filter.put("client_id", client);
            }
            report.list(
                    api().list("tokens", filter, limit.value()),
                    "jti",
                    "username",
                    "client_id",
                    "scope",
                    "aud",
                    "expires_at");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one token's claims.",
            footer = {"%nExample:", "  ./gateway tokens show 5Jq…"})
    static final class ShowCommand extends AdminVerb {

        @Parameters(paramLabel = "JTI", description = "The token's identifier.")
        private String jti = "";

        ShowCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            report.object(api().get("tokens/" + PathSegment.of(jti), Map.of()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends one token; it is refused everywhere within a second.",
            footer = {"%nExample:", "  ./gateway tokens revoke 5Jq…"})
    static final class RevokeCommand extends AdminVerb {

        @Parameters(paramLabel = "JTI", description = "The token's identifier.")
        private String jti = "";

        RevokeCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            api().delete("tokens/" + PathSegment.of(jti), Map.of());
            report.done(
                    "revoked " + jti,
                    Json.createObjectBuilder().add("revoked", jti).build());
            return ExitCode.OK;
        }
    }

    @Command(
            name = "purge-expired",
            mixinStandardHelpOptions = true,
            description = "Forgets tokens that are still listed though they have ended.",
            footer = {"%nExample:", "  ./gateway tokens purge-expired --dry-run"})
    static final class PurgeExpiredCommand extends AdminVerb {

        @Option(names = "--dry-run", description = "Only tells which.")
        private boolean dryRun;

        PurgeExpiredCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            JsonArray purged = api().purge(
                            "tokens/purge-expired",
                            Json.createObjectBuilder().add("dry_run", dryRun).build());
            int count = purged.size();
            report.done(
                    (dryRun ? "would forget " : "forgot ") + count + (count == 1 ? " token" : " tokens"),
                    Json.createObjectBuilder()
                            .add("purged", purged)
                            .add("dry_run", dryRun)
                            .build());
            return ExitCode.OK;
        }
    }
}
