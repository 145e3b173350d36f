package org.mcpgateway.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a verb takes from the outside; tests hand in their own.
 *
 * @param environment the environment variables
 * @param installation the folder of the {@code gateway} script
 * @param clock the time
 */
public record CommandContext(Map<String, String> environment, Path installation, Clock clock) {

    /** The context of this process; {@code GATEWAY_HOME} is set by the {@code gateway} script. */
    public static CommandContext ofThisProcess() {
        Map<String, String> environment = System.getenv();
        Path installation = Path.of(environment.getOrDefault("GATEWAY_HOME", "."));
        return new CommandContext(environment, installation.toAbsolutePath().normalize(), Clock.systemUTC());
    }
}
