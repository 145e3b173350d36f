package org.mcpgateway.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.mcpgateway.cli.admin.AnalyzeCommand;
import org.mcpgateway.cli.admin.Verbs;
import org.mcpgateway.cli.client.ClientCommand;
import org.mcpgateway.cli.client.ConfigCommand;
import org.mcpgateway.cli.client.TokenCommand;
import org.mcpgateway.cli.compose.CheckSslCommand;
import org.mcpgateway.cli.compose.DownCommand;
import org.mcpgateway.cli.compose.ExecCommand;
import org.mcpgateway.cli.compose.GitHubTokenCommand;
import org.mcpgateway.cli.compose.KeysCommand;
import org.mcpgateway.cli.compose.LogsCommand;
import org.mcpgateway.cli.compose.RebuildCommand;
import org.mcpgateway.cli.compose.RestartCommand;
import org.mcpgateway.cli.compose.SecretsCommand;
import org.mcpgateway.cli.compose.SetupCommand;
import org.mcpgateway.cli.compose.StatusCommand;
import org.mcpgateway.cli.compose.UpCommand;
import org.mcpgateway.cli.doctor.DoctorCommand;
import org.mcpgateway.cli.health.HealthCommand;
import org.mcpgateway.cli.run.RunCommand;
import org.mcpgateway.cli.script.DocsCommand;
import org.mcpgateway.cli.script.TestCommand;
import org.mcpgateway.cli.selftest.SelfTestCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code gateway} command; each verb is a class of its own. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        version = "gateway 0.1.0",
        description = "Puts any MCP server behind OAuth sign-in, unchanged.",
        footer = {
            "%nExamples:",
            "  ./gateway run                    start everything on http://127.0.0.1:8080",
            "  ./gateway run --services time    with this MCP server only",
            "  ./gateway up                     deploy it with docker compose, as .env says",
            "  ./gateway clients list           who is registered; users, tokens, audit and others likewise",
            "  ./gateway client call URL TOOL   call a tool of a server behind sign-in",
            "  ./gateway test                   build, and run every test"
        })
public final class Gateway implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(CommandContext.ofThisProcess()).execute(arguments));
    }

    /** The command with all its verbs. */
    public static CommandLine commandLine(CommandContext context) {
        CommandLine gateway = new CommandLine(new Gateway())
                .addSubcommand(new RunCommand(context))
                .addSubcommand(new SetupCommand(context))
                .addSubcommand(SecretsCommand.withVerbs(context))
                .addSubcommand(KeysCommand.withVerbs(context))
                .addSubcommand(new UpCommand(context))
                .addSubcommand(new DownCommand(context))
                .addSubcommand(new RestartCommand(context))
                .addSubcommand(new RebuildCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(LogsCommand.with(context, new AnalyzeCommand(context)))
                .addSubcommand(new CommandLine(new ExecCommand(context)).setStopAtPositional(true));
        gateway.addSubcommand(ClientCommand.withVerbs(context))
                .addSubcommand(new TokenCommand(context))
                .addSubcommand(new GitHubTokenCommand(context))
                .addSubcommand(new ConfigCommand(context));
        gateway.addSubcommand(new CheckSslCommand(context))
                .addSubcommand(new DoctorCommand(context))
                .addSubcommand(new HealthCommand(context))
                .addSubcommand(new SelfTestCommand(context));
        Verbs.addTo(gateway, context);
        gateway.addSubcommand(new TestCommand()).addSubcommand(new DocsCommand());
        gateway.addSubcommand(new AutoComplete.GenerateCompletion());
        gateway.setExecutionExceptionHandler(Gateway::report);
        gateway.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        return gateway;
    }

    /** Without a verb: the help. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int report(Exception failure, CommandLine commandLine, CommandLine.ParseResult arguments) {
        ExitCode exitCode = failure instanceof CommandException known ? known.exitCode() : ExitCode.FAILED;
        String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        commandLine.getErr().println("gateway: " + sentence);
        commandLine.getErr().flush();
        return exitCode.number();
    }

    private static Map<String, String> exitCodes() {
        return Arrays.stream(ExitCode.values())
                .collect(Collectors.toMap(
                        code -> "%2d".formatted(code.number()),
                        ExitCode::meaning,
                        (one, other) -> one,
                        LinkedHashMap::new));
    }
}
