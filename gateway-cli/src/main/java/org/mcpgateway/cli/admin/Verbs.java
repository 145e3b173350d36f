package org.mcpgateway.cli.admin;

import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.api.LoginCommand;
import org.mcpgateway.cli.api.LogoutCommand;
import org.mcpgateway.cli.backup.BackupCommand;
import org.mcpgateway.cli.backup.RestoreCommand;
import org.mcpgateway.cli.takeover.ImportCommand;
import picocli.CommandLine;

/** The verbs of this package, for the command to add. */
public final class Verbs {

    private Verbs() {}

    /** Adds them all. */
    public static void addTo(CommandLine gateway, CommandContext context) {
        gateway.addSubcommand(new LoginCommand(context))
                .addSubcommand(new LogoutCommand(context))
                .addSubcommand(ClientsCommand.withVerbs(context))
                .addSubcommand(TokensCommand.withVerbs(context))
                .addSubcommand(UsersCommand.withVerbs(context))
                .addSubcommand(ConsentsCommand.withVerbs(context))
                .addSubcommand(AuditCommand.withVerbs(context))
                .addSubcommand(TestDataCommand.withVerbs(context))
                .addSubcommand(SessionsCommand.withVerbs(context))
                .addSubcommand(ServicesCommand.withVerbs(context))
                .addSubcommand(new StatsCommand(context))
                .addSubcommand(new ValidateTokensCommand(context))
                .addSubcommand(BackupCommand.withVerbs(context))
                .addSubcommand(new RestoreCommand(context))
                .addSubcommand(new ImportCommand(context));
    }
}
