package org.mcpgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * {@code docs/reference/command.md} is what the command says of itself; {@code -Dcommand.document=write} writes it
 * anew.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandDocumentTest {

    private static final Path PAGE =
            Path.of("..", "docs", "reference", "command.md").toAbsolutePath().normalize();
    private static final int WIDTH = 110;

    private final CommandLine gateway =
            Gateway.commandLine(new CommandContext(Map.of(), Path.of("."), Clock.systemUTC()));

    @Test
    void the_page_says_what_the_command_says() throws IOException {
        gateway.setUsageHelpWidth(WIDTH);
        if ("write".equals(System.getProperty("command.document"))) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void every_verb_has_an_example() {
        assertThat(verbs(gateway)
                        .filter(verb -> verb.getSubcommands().isEmpty())
                        .filter(verb -> Stream.of(
                                        verb.getCommandSpec().usageMessage().footer())
                                .noneMatch(line -> line.contains("Example"))))
                .extracting(CommandLine::getCommandName)
                .isEmpty();
    }

    private String page() {
        return """
                # The command

                `./gateway VERB`, from the folder that it came in. `--help` behind any verb says the same as this page. Verbs that
                ask the admin API find the gateway by `--url`, `GATEWAY_URL` or `.env`, and sign in with `./gateway login` or by
                `GATEWAY_CLIENT_ID` and `GATEWAY_CLIENT_SECRET`; with `--output json` they print what programs read. Errors are one line
                on the error channel.

                | exit code | meaning |
                |---|---|
                %s

                %s
                """.formatted(
                        exitCodes(),
                        verbs(gateway).map(CommandDocumentTest::section).collect(Collectors.joining("\n"))).stripTrailing()
                + "\n";
    }

    private static String exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> "| " + code.number() + " | " + code.meaning() + " |")
                .collect(Collectors.joining("\n"));
    }

    /** The verb and what is below it; not what picocli adds for shells. */
    private static Stream<CommandLine> verbs(CommandLine command) {
        return command.getSubcommands().values().stream()
                .filter(verb -> !verb.getCommandSpec().usageMessage().hidden())
                .filter(verb -> !verb.getCommandName().equals("generate-completion"))
                .flatMap(verb -> Stream.concat(Stream.of(verb), verbs(verb)));
    }

    private static String section(CommandLine verb) {
        String help = verb.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
        return "## " + verb.getCommandSpec().qualifiedName() + "\n\n```text\n" + help + "\n```\n";
    }
}
