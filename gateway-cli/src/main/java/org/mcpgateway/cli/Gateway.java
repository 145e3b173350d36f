package org.mcpgateway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code gateway} command. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = "Puts any MCP server behind OAuth sign-in, unchanged.")
public final class Gateway {

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Gateway()).execute(arguments));
    }
}
