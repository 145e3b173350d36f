package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.mcpgateway.cli.CommandContext;
import picocli.CommandLine.Mixin;

/** What the verbs of a deployment have in common. Their exit code is that of docker compose. */
abstract class ComposeVerb implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final EnvOption env = new EnvOption();

    ComposeVerb(CommandContext context) {
        this.context = context;
    }

    /** The settings of the deployment. */
    final Settings settings() throws IOException {
        return Settings.read(env.file(context), context.environment());
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
