package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./gateway test GROUP} runs: {@code .mvn/test-groups}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TestGroupsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final List<Line> lines = lines();
    private final Set<String> tests = Stream.of("", "mcp-bridge-war")
            .flatMap(module -> tests(ROOT.resolve(module).resolve("src/test/java")))
            .collect(Collectors.toSet());

    @Test
    void every_line_names_a_group_and_a_test_that_is_there() {
        assertThat(lines).extracting(Line::group).containsOnly("oauth", "mcp", "clients");
        assertThat(lines).allSatisfy(line -> assertThat(tests).anyMatch(line::names));
    }

    @Test
    void no_test_stands_in_two_groups() {
        assertThat(tests)
                .allSatisfy(test -> assertThat(lines.stream().filter(line -> line.names(test)))
                        .hasSizeLessThan(2));
    }

    @ParameterizedTest
    @CsvSource({
        "oauht, oauht is no group of tests",
        "oauth mcp, one group at a time",
        "deployment --coverage, --coverage is for tests of single servers",
        "all --coverage, --coverage is for tests of single servers"
    })
    void what_it_does_not_know_it_refuses_in_one_line(String arguments, String said)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve(".mvn/test.sh").toString()));
        line.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("GATEWAY_HOME", ROOT.toString());
        Process process = builder.start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("gateway: ")
                .contains(said)
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(2);
    }

    private record Line(String group, String pattern) {

        /** As Maven reads it: one star stays in a package, two do not. */
        boolean names(String test) {
            return test.matches(
                    pattern.replace(".", "\\.").replace("**\\.", "(.+\\.)?").replaceAll("\\*(?=[A-Z])", "[^.]*"));
        }
    }

    private static List<Line> lines() {
        try {
            return Files.readAllLines(ROOT.resolve(".mvn/test-groups")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +"))
                    .map(words -> new Line(words[0], words[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> tests(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .map(file -> sources.relativize(file).toString().replace('/', '.'))
                    .filter(file -> file.endsWith("IT.java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
