package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The threat model names nothing that is not there, and leaves nothing out that it promises. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThreatModelTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final List<String> SOURCES = List.of("src", "mcp-bridge-war/src", "gateway-cli/src");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern PROOF = Pattern.compile("([A-Z]\\w+(?:IT|Test))#(\\w+)");
    private static final Pattern FILE = Pattern.compile("[A-Z]\\w+\\.java|docker/[\\w./-]+");

    private final Map<String, Path> files = javaFiles();
    private final List<Row> rows = rows();

    @Test
    void every_item_that_it_promises_has_a_row() {
        assertThat(rows).extracting(Row::item).doesNotHaveDuplicates().containsAll(promised());
    }

    @Test
    void every_row_names_a_file_that_is_there() {
        assertThat(rows.stream().filter(row -> row.quoted(FILE).isEmpty()).map(Row::item))
                .isEmpty();
        assertThat(rows.stream()
                        .flatMap(row -> row.quoted(FILE).stream())
                        .filter(name -> !files.containsKey(name) && !Files.exists(ROOT.resolve(name))))
                .isEmpty();
    }

    @Test
    void every_row_names_tests_that_are_there() {
        assertThat(rows.stream().filter(row -> row.quoted(PROOF).isEmpty()).map(Row::item))
                .isEmpty();
        assertThat(rows.stream().flatMap(row -> row.quoted(PROOF).stream()).filter(proof -> !isTest(proof)))
                .isEmpty();
    }

    @Test
    void every_test_that_the_page_about_failures_names_is_there() {
        List<String> proofs = PROOF.matcher(read(ROOT.resolve("docs/explanation/failures.md")))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(proofs).hasSizeGreaterThan(15).allMatch(this::isTest);
    }

    private boolean isTest(String proof) {
        String[] parts = proof.split("#", 2);
        Path file = files.get(parts[0] + ".java");
        return file != null && read(file).contains("void " + parts[1] + "(");
    }

    private static List<String> promised() {
        Stream<String> sections = Stream.of(
                "2.1", "2.1.1", "2.1.2", "2.2.1", "2.2.2", "2.3", "2.4", "2.5", "2.6", "A1", "A2", "A3", "A4", "A5");
        return Stream.of(
                        sections,
                        numbered("4.", 17),
                        numbered("peer ", 9),
                        numbered("S", 17),
                        numbered("P", 8),
                        numbered("B", 9))
                .flatMap(items -> items)
                .toList();
    }

    private static Stream<String> numbered(String prefix, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> prefix + number);
    }

    private static List<Row> rows() {
        return read(ROOT.resolve("docs/explanation/threat-model.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| item "))
                .map(line -> new Row(line.substring(2, line.indexOf(" |", 2)), line))
                .toList();
    }

    private static Map<String, Path> javaFiles() {
        return SOURCES.stream()
                .flatMap(folder -> {
                    try (Stream<Path> found = Files.walk(ROOT.resolve(folder))) {
                        return found.filter(file -> file.toString().endsWith(".java")).toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file, (one, other) -> one));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Row(String item, String line) {

        List<String> quoted(Pattern wanted) {
            return QUOTED.matcher(line)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .filter(text -> wanted.matcher(text).matches())
                    .toList();
        }
    }
}
