package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway logs}: what the containers have said. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the logs of services, or of all.",
        footer = {"%nExamples:", "  ./gateway logs auth", "  ./gateway logs -f --tail 20 traefik"})
public final class LogsCommand extends ComposeVerb {

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what is said from now on.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "LINES", description = "Only the last lines of each. Default: all.")
    private String tail = "all";

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "auth, redis, traefik or a service's name.")
    private List<String> names = new ArrayList<>();

    /** @param context what this verb takes from the outside */
    public LogsCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Compose compose = unchecked();
        List<String> line = new ArrayList<>(List.of("logs", "--tail", tail));
        if (follow) {
            line.add("--follow");
        }
        names.stream().map(compose::container).forEach(line::add);
        return compose.run(line);
    }
}
