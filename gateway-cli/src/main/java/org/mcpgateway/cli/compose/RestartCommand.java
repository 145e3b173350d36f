package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gateway restart}: the same containers once more; state is kept. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Restarts services, or all of them. Changed settings need `up`.",
        footer = {"%nExamples:", "  ./gateway restart", "  ./gateway restart auth", "  ./gateway restart time memory"})
public final class RestartCommand extends ComposeVerb {

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "auth, redis, traefik or a service's name.")
    private List<String> names = new ArrayList<>();

    /** @param context what this verb takes from the outside */
    public RestartCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Compose compose = checked(settings());
        List<String> line = new ArrayList<>(List.of("restart"));
        names.stream().map(compose::container).forEach(line::add);
        return compose.run(line);
    }
}
