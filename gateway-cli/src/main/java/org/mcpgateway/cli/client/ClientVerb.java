package org.mcpgateway.cli.client;

import java.io.IOException;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.Report;
import org.mcpgateway.cli.api.ReportVerb;
import picocli.CommandLine.Mixin;

/** A verb that asks an MCP server something and prints what it says. */
abstract class ClientVerb extends ReportVerb {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    ClientVerb(CommandContext context) {
        super(context);
    }

    @Override
    protected final ExitCode run(Report report) throws IOException, InterruptedException {
        return run(server, context(), report);
    }

    abstract ExitCode run(ServerOptions options, CommandContext surroundings, Report report)
            throws IOException, InterruptedException;

    static Conversation talk(ServerOptions options, CommandContext surroundings, Report report)
            throws IOException, InterruptedException {
        Authorization authorization = options.authorization(surroundings, report::note);
        return Conversation.open(options.address(), authorization, report::note);
    }
}
