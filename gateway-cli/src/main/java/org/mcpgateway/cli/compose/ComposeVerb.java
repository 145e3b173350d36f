package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Option;

/** What the verbs of a deployment have in common. Their exit code is that of docker compose. */
abstract class ComposeVerb implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--env", paramLabel = "FILE", description = "The settings. Default: .env beside this command.")
    private @Nullable Path envFile;

    ComposeVerb(CommandContext context) {
        this.context = context;
    }

    /** The settings of the deployment. */
    final Settings settings() throws IOException {
        Path file = envFile == null ? context.installation().resolve(".env") : envFile;
        return Settings.read(file.toAbsolutePath().normalize(), context.environment());
    }

    /** For a verb that starts something. */
    final Compose checked(Settings settings) {
        return Compose.checked(context, settings);
    }

    /** For a verb that looks at or ends what is there. */
    final Compose unchecked() throws IOException {
        return Compose.unchecked(context, settings());
    }
}
