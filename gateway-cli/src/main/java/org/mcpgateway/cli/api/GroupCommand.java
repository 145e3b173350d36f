package org.mcpgateway.cli.api;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** A command that only groups others: by itself it shows its help. */
@Command(mixinStandardHelpOptions = true)
public abstract class GroupCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    @Override
    public final void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /**
     * A verb for something whose identifier is drawn at random: that may begin with a hyphen, and is not taken for an
     * option then. So the verb has no options of one letter.
     *
     * @param verb with the identifier as its parameter
     */
    protected static CommandLine named(AdminVerb verb) {
        CommandLine command = new CommandLine(verb).setUnmatchedOptionsArePositionalParams(true);
        command.getCommandSpec()
                .mixinStandardHelpOptions(false)
                .addOption(OptionSpec.builder("--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build());
        return command;
    }
}
