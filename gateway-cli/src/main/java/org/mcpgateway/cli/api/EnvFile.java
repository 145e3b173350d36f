package org.mcpgateway.cli.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Reads {@code .env} as docker compose does: {@code KEY=value}, quotes, {@code export}, comments. */
public final class EnvFile {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*[=:]\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1\\s*(?:#.*)?");

    private EnvFile() {}

    /**
     * Reads them all.
     *
     * @throws CommandException naming the line that is none of {@code KEY=value}, or the file that is not there
     */
    public static Map<String, String> read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandException(
                    ExitCode.SETTING_INVALID, file + " is missing: copy .env.example to it and fill it in");
        }
        return read(file, number -> {
            throw new CommandException(
                    ExitCode.SETTING_INVALID, file + " line " + number + " is not of the form KEY=value");
        });
    }

    /**
     * Reads what can be read.
     *
     * @param malformed is told the number of each line, from 1, that sets nothing
     */
    public static Map<String, String> read(Path file, IntConsumer malformed) throws IOException {
        return read(Files.readAllLines(file), malformed);
    }

    /** The same of the lines of such a file. */
    public static Map<String, String> read(List<String> lines, IntConsumer malformed) {
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Map.Entry<String, String> setting = setting(line).orElse(null);
            if (setting == null) {
                malformed.accept(number);
            } else {
                values.put(setting.getKey(), setting.getValue());
            }
        }
        return values;
    }

    /** What one line sets; empty when it sets nothing. */
    static Optional<Map.Entry<String, String>> setting(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() ? Optional.of(Map.entry(parts.group(1), value(parts.group(2)))) : Optional.empty();
    }

    private static String value(String written) {
        Matcher quoted = QUOTED.matcher(written);
        if (quoted.matches()) {
            return quoted.group(2);
        }
        return written.startsWith("#") ? "" : written.replaceFirst("\\s#.*", "").strip();
    }
}
