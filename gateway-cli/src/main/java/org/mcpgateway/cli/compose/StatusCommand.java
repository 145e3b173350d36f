package org.mcpgateway.cli.compose;

import java.io.IOException;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Command;

/** {@code gateway status}: what runs, and how it is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Lists every container with its state and health.",
        footer = {"%nExamples:", "  ./gateway status"})
public final class StatusCommand extends ComposeVerb {

    /** @param context what this verb takes from the outside */
    public StatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return unchecked().run("ps", "--all", "--format", "table {{.Service}}\t{{.Status}}\t{{.Image}}");
    }
}
