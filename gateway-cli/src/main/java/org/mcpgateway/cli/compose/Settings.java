package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.EnvFile;
import org.mcpgateway.cli.api.OperatorSettings;

/**
 * The settings of a deployment. As for docker compose, what the environment sets comes before what the file says.
 *
 * @param file where an operator sets them
 * @param values by key, as they are written there
 */
public record Settings(Path file, Map<String, String> values) {

    /**
     * Reads them.
     *
     * @throws CommandException when the file is not there or not readable as settings
     */
    public static Settings read(Path file, Map<String, String> environment) throws IOException {
        return of(file, EnvFile.read(file), environment);
    }

    /** Those that a file sets so, under an environment. */
    static Settings of(Path file, Map<String, String> set, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>(set);
        values.putAll(environment);
        return new Settings(file, values);
    }

    /** What a key is set to; empty when it is not, or to nothing. */
    public Optional<String> find(String key) {
        return new OperatorSettings(values).find(key);
    }

    /**
     * What a key is set to.
     *
     * @param meaning what it is for, after a colon
     * @throws CommandException when it is not set
     */
    public String require(String key, String meaning) {
        return find(key).orElseThrow(() -> missing(key, meaning));
    }

    /** Throws as {@link #require} does where neither the key nor {@code KEY_FILE} is set. */
    void requireSecret(String key, String meaning) {
        if (find(key).isEmpty() && find(key + "_FILE").isEmpty()) {
            throw missing(key, meaning);
        }
    }

    /** Whether a switch is on; {@code otherwise} when it is not set. */
    public boolean isOn(String key, boolean otherwise) {
        return find(key)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "1" -> true;
                    case "false", "no", "off", "0" -> false;
                    default -> throw malformed(key, "must be true or false");
                })
                .orElse(otherwise);
    }

    /** The items of a comma-separated list. */
    public List<String> list(String key) {
        return new OperatorSettings(values).list(key);
    }

    CommandException missing(String key, String meaning) {
        return new CommandException(ExitCode.SETTING_INVALID, key + " is not set in " + file + ": " + meaning);
    }

    /** Never says the value, which may be a secret. */
    CommandException malformed(String key, String problem) {
        return new CommandException(ExitCode.SETTING_INVALID, key + " in " + file + " " + problem);
    }
}
