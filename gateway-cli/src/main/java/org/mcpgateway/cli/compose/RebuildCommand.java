package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gateway rebuild}: new images, and new containers of them. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = "Builds the images of services, or of all, and starts their containers anew.",
        footer = {"%nExamples:", "  ./gateway rebuild", "  ./gateway rebuild auth"})
public final class RebuildCommand extends ComposeVerb {

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "auth or a service's name.")
    private List<String> names = new ArrayList<>();

    /** @param context what this verb takes from the outside */
    public RebuildCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Compose compose = checked(settings());
        List<String> containers = names.stream().map(compose::container).toList();
        List<String> build = new ArrayList<>(List.of("build"));
        build.addAll(containers);
        int exit = compose.run(build);
        if (exit != 0) {
            return exit;
        }
        List<String> start = new ArrayList<>(List.of("up", "--detach", "--no-build", "--wait"));
        if (!containers.isEmpty()) {
            start.addAll(List.of("--no-deps", "--force-recreate"));
        }
        start.addAll(containers);
        return compose.run(start);
    }
}
