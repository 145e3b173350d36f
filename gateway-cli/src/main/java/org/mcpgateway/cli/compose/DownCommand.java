package org.mcpgateway.cli.compose;

import java.io.IOException;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Command;

/** {@code gateway down}: everything stops; only the volumes stay. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops and removes every container and network; volumes, and so all state, stay.",
        footer = {"%nExamples:", "  ./gateway down"})
public final class DownCommand extends ComposeVerb {

    /** @param context what this verb takes from the outside */
    public DownCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return unchecked().run("down", "--remove-orphans");
    }
}
