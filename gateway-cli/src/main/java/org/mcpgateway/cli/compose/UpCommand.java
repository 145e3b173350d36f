package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway up}: the deployment, as the settings say; harmless when it is up. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts the gateway and its enabled services with docker compose, and waits until they are well.",
        footer = {
            "%nThe settings are checked first; nothing starts when one is missing or malformed.",
            "MCP_<NAME>_ENABLED switches a service; a service that was switched off is removed.",
            "%nExamples:",
            "  ./gateway up",
            "  ./gateway up --no-build          with the images that are there",
            "  MCP_TIME_ENABLED=false ./gateway up"
        })
public final class UpCommand extends ComposeVerb {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--no-build", description = "Takes the images that are there.")
    private boolean noBuild;

    @Option(names = "--wait-timeout", paramLabel = "SECONDS", description = "How long it waits. Default: 300.")
    private int waitTimeout = 300;

    /** @param context what this verb takes from the outside */
    public UpCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = settings();
        Compose compose = checked(settings);
        var services = new EnabledServices(settings);
        boolean compact = settings.isOn("MCP_COMPACT", false);
        report("enabled", services.names());
        report("disabled", services.disabled());
        List<String> leaving = new ArrayList<>(services.disabled());
        leaving.addAll(compact ? services.names() : List.of("compact"));
        int exit = compose.remove(leaving);
        return exit == 0 ? compose.run(line()) : exit;
    }

    private List<String> line() {
        return List.of(
                "up",
                "--detach",
                "--remove-orphans",
                noBuild ? "--no-build" : "--build",
                "--wait",
                "--wait-timeout",
                Integer.toString(waitTimeout));
    }

    private void report(String state, Collection<String> services) {
        if (!services.isEmpty()) {
            spec.commandLine().getErr().println("Services " + state + ": " + String.join(", ", services));
            spec.commandLine().getErr().flush();
        }
    }
}
