package org.mcpgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GatewayTest {

    @TempDir
    Path installation;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void an_unknown_verb_is_a_usage_error() {
        assertThat(execute("fly")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).startsWith("Unmatched argument at index 0: 'fly'");
    }

    @Test
    void a_port_that_is_no_number_is_a_usage_error() {
        assertThat(execute("run", "--port", "http")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).startsWith("Invalid value for option '--port'");
    }

    /** One in 64 of those that are drawn at random. */
    @ParameterizedTest
    @ValueSource(strings = {"sessions end", "tokens show", "tokens revoke"})
    void an_identifier_may_begin_with_a_hyphen(String verb) {
        for (String identifier : List.of("-4dGzqhV", "-hVoqK", "--Zq1x")) {
            String[] line = (verb + " " + identifier + " --url=http://127.0.0.1:1").split(" ");

            assertThat(execute(line))
                    .as(verb + " " + identifier)
                    .isNotIn(ExitCode.OK.number(), ExitCode.USAGE.number());
        }
    }

    @Test
    void a_tree_that_is_not_built_is_told_in_one_line() {
        assertThat(execute("run")).isEqualTo(ExitCode.RUNTIME_MISSING.number());
        assertThat(err.toString().lines())
                .containsExactly("gateway: " + installation.resolve("target/auth.war")
                        + " is missing: run ./gateway without GATEWAY_BUILD=never");
    }

    @Test
    void without_a_verb_it_prints_the_help() {
        assertThat(execute()).isEqualTo(ExitCode.OK.number());
        assertThat(out.toString()).contains("Usage: gateway", "Exit codes:", "Examples:");
    }

    @Test
    void the_help_names_every_exit_code() {
        execute("--help");

        for (ExitCode code : ExitCode.values()) {
            assertThat(out.toString()).containsPattern("(?m)^ *" + code.number() + " +" + code.meaning());
        }
    }

    private int execute(String... arguments) {
        CommandLine gateway = Gateway.commandLine(new CommandContext(Map.of(), installation, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(arguments);
    }
}
