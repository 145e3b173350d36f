package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway exec}: a command inside a container. */
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        description = "Runs a command inside a service's container; its exit code is the command's.",
        footer = {
            "%nExamples:",
            "  ./gateway exec redis redis-cli dbsize",
            "  ./gateway exec -T tmux sh -c 'ls /data/tmux'"
        })
public final class ExecCommand extends ComposeVerb {

    @Option(names = "-T", description = "Without a terminal, for scripts.")
    private boolean noTerminal;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "auth, redis, traefik or a service's name.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "What is run there.")
    private List<String> command = new ArrayList<>();

    /** @param context what this verb takes from the outside */
    public ExecCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Compose compose = unchecked();
        List<String> line = new ArrayList<>(List.of("exec"));
        if (noTerminal) {
            line.add("--no-tty");
        }
        line.add(compose.container(name));
        line.addAll(command);
        return compose.run(line);
    }
}
