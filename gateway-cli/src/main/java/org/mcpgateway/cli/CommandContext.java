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

    /** Where what this person keeps for the command is, below {@code XDG_CONFIG_HOME} or {@code ~/.config}. */
    public Path configuration() {
        String home = environment.getOrDefault("HOME", ".");
        return Path.of(environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config"), "mcp-oauth-gateway");
    }

    /** The context of this process; {@code GATEWAY_HOME} is set by the {@code gateway} script. */
    public static CommandContext ofThisProcess() {
        Map<String, String> environment = System.getenv();
        Path installation = Path.of(environment.getOrDefault("GATEWAY_HOME", "."));
        return new CommandContext(environment, installation.toAbsolutePath().normalize(), Clock.systemUTC());
    }
}
