package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mcpgateway.cli.api.EnvFile;
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

    /** Sets a key in the place where it stands, or else where it is commented out, or else at the end. */
    void set(String key, String value) {
        String line = key + "=" + value;
        String assignment = "\\s*(?:export\\s+)?" + Pattern.quote(key) + "\\s*[=:].*";
        int place = last(assignment);
        if (place < 0) {
            place = last("#" + assignment);
        }
        if (place < 0) {
            lines.add(line);
        } else {
            lines.set(place, line);
        }
        values.put(key, value);
    }

    /** Of several assignments the last one counts. */
    private int last(String pattern) {
        Pattern place = Pattern.compile(pattern);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (place.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    /** What they are once this is saved, read as from the file. */
    Settings settings(Map<String, String> environment) {
        return Settings.of(file, EnvFile.read(lines, malformed -> {}), environment);
    }

    /** Writes it as a whole, for its owner's eyes only. */
    void save() throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file; // a link to it stays one
        PrivateFiles.replace(target, String.join("\n", lines) + "\n");
    }
}
