package org.mcpgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documentation tells people to type is something that the command understands. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorsTasksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TASK = Pattern.compile("(?m)^\\| [^|]+ \\| `(\\./gateway [^`]+)` \\|$");
    private static final Pattern INLINE = Pattern.compile("`(\\./gateway [a-z][^`\n]*)`");
    private static final Pattern LINE = Pattern.compile("(?m)^(?: {4}|\\$ )?(\\./gateway [a-z].*)$");

    @Test
    void twenty_tasks_take_one_command_each() {
        List<String> commands = TASK.matcher(read(ROOT.resolve("docs/how-to/twenty-tasks.md")))
                .results()
                .map(task -> task.group(1))
                .toList();

        assertThat(commands).hasSize(20).doesNotHaveDuplicates().allSatisfy(command -> {
            assertThat(command).doesNotContain("&", ";", "|");
            assertUnderstood(command);
        });
    }

    @Test
    void every_command_in_the_documentation_is_understood() throws IOException {
        try (Stream<Path> pages = Stream.concat(
                Files.walk(ROOT.resolve("docs")).filter(page -> !page.startsWith(ROOT.resolve("docs/decisions"))),
                Files.list(ROOT))) {
            List<String> commands = pages.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.endsWith("command.md") && !page.endsWith("CHANGELOG.md"))
                    .map(OperatorsTasksTest::read)
                    .flatMap(text -> Stream.of(INLINE, LINE)
                            .flatMap(pattern -> pattern.matcher(text).results().map(found -> found.group(1))))
                    .distinct()
                    .toList();

            assertThat(commands).hasSizeGreaterThan(50).allSatisfy(OperatorsTasksTest::assertUnderstood);
        }
    }

    /** What is behind it on the line, a remark or another command, is left out; a verb may stand for those below it. */
    private static void assertUnderstood(String command) {
        String[] words = command.replaceFirst("^\\./gateway ", "")
                .replaceFirst("(\\s{2,}|\\s+(#|&&|\\||>|2>)).*", "")
                .replace("'{\"timezone\": \"UTC\"}'", "{}")
                .replace("'{\"message\": \"hello\"}'", "{}")
                .replaceAll("[\\\\)]$", "")
                .strip()
                .split(" +");
        CommandLine gateway = Gateway.commandLine(new CommandContext(Map.of(), Path.of("."), Clock.systemUTC()));
        assertThatCode(() -> gateway.parseArgs(words))
                .as(command)
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isNull(),
                        failure -> assertThat(failure).isInstanceOf(CommandLine.MissingParameterException.class));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
