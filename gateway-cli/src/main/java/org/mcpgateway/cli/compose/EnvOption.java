package org.mcpgateway.cli.compose;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Option;

/** Which file has the settings of a deployment. */
public final class EnvOption {

    @Option(names = "--env", paramLabel = "FILE", description = "The settings. Default: .env beside this command.")
    private @Nullable Path file;

    /** The file that is named, else {@code .env} beside the command. */
    public Path file(CommandContext context) {
        Path chosen = file == null ? context.installation().resolve(".env") : file;
        return chosen.toAbsolutePath().normalize();
    }
}
