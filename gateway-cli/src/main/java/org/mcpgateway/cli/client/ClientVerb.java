package org.mcpgateway.cli.client;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.OutputOption;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that asks an MCP server something and prints what it says. */
abstract class ClientVerb implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ClientVerb(CommandContext context) {
        this.context = context;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        return run(server, context, output.report(spec)).number();
    }

    abstract ExitCode run(ServerOptions options, CommandContext surroundings, Report report)
            throws IOException, InterruptedException;

    static Conversation talk(ServerOptions options, CommandContext surroundings, Report report)
            throws IOException, InterruptedException {
        Authorization authorization = options.authorization(surroundings, report::note);
        return Conversation.open(options.address(), authorization, report::note);
    }
}
