package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mcpgateway.cli.api.PrivateFiles;

/**
 * Fills {@code .env} in and leaves the rest of it as it is: comments, order, and whatever is set already. The file is
 * readable by its owner alone afterwards.
 */
final class EnvEditor {

    private final Path file;
    private final List<String> lines;
    private final Map<String, String> values;

    private EnvEditor(Path file, List<String> lines, Map<String, String> values) {
        this.file = file;
        this.lines = lines;
        this.values = values;
    }

    /**
     * Opens the file, or what a new one begins as.
     *
     * @param example the file to copy where there is none
     */
    static EnvEditor open(Path file, Path example) throws IOException {
        if (Files.exists(file)) {
            return new EnvEditor(
                    file, new ArrayList<>(Files.readAllLines(file)), new LinkedHashMap<>(EnvFile.read(file)));
        }
        List<String> lines = Files.exists(example) ? new ArrayList<>(Files.readAllLines(example)) : new ArrayList<>();
        lines.replaceAll(line -> line.startsWith("BASE_DOMAIN=") ? "#" + line : line); // an example is no setting
        return new EnvEditor(file, lines, new LinkedHashMap<>());
    }

    boolean isSet(String key) {
        return !values.getOrDefault(key, "").isBlank();
    }

    /** Sets a key in the place where it stands, commented out or empty; at the end where it does not. */
    void set(String key, String value) {
        String line = key + "=" + value;
        Pattern place = Pattern.compile("#?\\s*(?:export\\s+)?" + Pattern.quote(key) + "\\s*=.*");
        for (int i = 0; i < lines.size(); i++) {
            if (place.matcher(lines.get(i)).matches()) {
                lines.set(i, line);
                values.put(key, value);
                return;
            }
        }
        lines.add(line);
        values.put(key, value);
    }

    /** Writes it as a whole, for its owner's eyes only. */
    void save() throws IOException {
        PrivateFiles.replace(file, String.join("\n", lines) + "\n");
    }
}
