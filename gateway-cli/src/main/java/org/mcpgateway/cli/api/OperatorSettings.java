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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.cli.CommandContext;

/**
 * What the environment says, and after it the gateway's own {@code .env}: on its machine, verbs need no options.
 *
 * @param values by key
 */
public record OperatorSettings(Map<String, String> values) {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1\\s*(?:#.*)?");

    static OperatorSettings of(CommandContext context) {
        Path file = context.installation().resolve(".env");
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.isReadable(file)) {
            try {
                Files.readAllLines(file).forEach(line -> read(line, values));
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

    private static void read(String line, Map<String, String> values) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
            Matcher quoted = QUOTED.matcher(parts.group(2));
            String plain = parts.group(2).startsWith("#") ? "" : parts.group(2).replaceFirst("\\s#.*", "");
            values.put(parts.group(1), quoted.matches() ? quoted.group(2) : plain.strip());
        }
    }
}
