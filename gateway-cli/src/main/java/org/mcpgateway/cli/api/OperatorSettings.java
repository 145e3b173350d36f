package org.mcpgateway.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;

/**
 * What the environment says, and after it the gateway's own {@code .env}: on its machine, verbs need no options.
 *
 * @param values by key
 */
public record OperatorSettings(Map<String, String> values) {

    /** What there is; a missing file is none of its faults. */
    public static OperatorSettings of(CommandContext context) {
        Path file = context.installation().resolve(".env");
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.isReadable(file)) {
            try {
                Files.readAllLines(file)
                        .forEach(line -> EnvFile.setting(line)
                                .ifPresent(setting -> values.put(setting.getKey(), setting.getValue())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        values.putAll(context.environment());
        return new OperatorSettings(values);
    }

    /** What a key is set to; empty when it is not, or to nothing. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The items of a comma-separated list. */
    public List<String> list(String key) {
        return find(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
