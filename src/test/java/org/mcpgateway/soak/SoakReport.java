package org.mcpgateway.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run leaves in {@code target/soak}, for people and for {@code bench/soak}. */
final class SoakReport {

    private final Path folder;

    SoakReport() {
        folder = Path.of(System.getProperty("war")).toAbsolutePath().resolveSibling("soak");
    }

    /**
     * Writes {@code samples.csv}, a line for each moment; {@code answers.csv}, what was done and how often; and
     * {@code findings.txt}, empty when all is well.
     */
    void write(Map<String, List<Sample>> phases, Map<String, Long> counts, List<String> findings) throws IOException {
        Files.createDirectories(folder);
        writeSamples(phases);
        writeAnswers(counts);
        Files.write(folder.resolve("findings.txt"), findings);
    }

    private void writeSamples(Map<String, List<Sample>> phases) throws IOException {
        Set<String> names = new TreeSet<>();
        phases.values()
                .forEach(samples ->
                        samples.forEach(sample -> names.addAll(sample.figures().keySet())));
        List<String> lines = new ArrayList<>();
        lines.add("phase,seconds,answers," + String.join(",", names));
        phases.forEach((phase, samples) -> samples.forEach(sample -> {
            Map<String, Long> figures = sample.figures();
            lines.add(phase + "," + sample.at().toSeconds() + "," + sample.answers() + ","
                    + names.stream()
                            .map(name -> figures.getOrDefault(name, 0L).toString())
                            .collect(Collectors.joining(",")));
        }));
        Files.write(folder.resolve("samples.csv"), lines);
    }

    private void writeAnswers(Map<String, Long> counts) throws IOException {
        List<String> lines = new ArrayList<>();
        counts.forEach((act, count) -> lines.add("\"" + act + "\"," + count));
        Files.write(folder.resolve("answers.csv"), lines);
    }
}
