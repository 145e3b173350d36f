package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gateway health} against a running gateway: what is not well, then what is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HealthCommandIT {

    private static final int USAGE = 2;
    private static final int UNREACHABLE = 10;
    private static final int UNAUTHORIZED = 11;
    private static final int NOT_FOUND = 12;

    private static RunningGateway gateway;

    @TempDir
    Path folder;

    @BeforeAll
    static void a_gateway_runs() {
        Runtimes.node();
        gateway = RunningGateway.shared();
    }

    /** What a command printed and how it ended. */
    private record Outcome(int exit, String out, String err) {}

    @Test
    void a_gateway_that_is_away_is_unreachable() throws Exception {
        Outcome outcome = run(command("health", "--url", "http://127.0.0.1:1", "time"));

        assertThat(outcome.exit()).isEqualTo(UNREACHABLE);
        assertThat(outcome.out()).contains("unreachable", "http://127.0.0.1:1 does not answer: is it up?");
    }

    @Test
    void what_is_neither_a_name_nor_an_address_is_refused() throws Exception {
        Outcome outcome = run(command("health", "../etc"));

        assertThat(outcome.exit()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("a service must be a name, as time");
    }

    @Test
    void a_service_that_is_not_there_is_not_found_and_the_others_are_told() throws Exception {
        Outcome outcome = run(command("health", "everything", "nothing", "--output", "json"));

        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(NOT_FOUND);
        assertThat(outcome.out())
                .contains("\"name\":\"auth\"", "\"state\":\"not_found\"")
                .containsPattern("\"name\":\"everything\",\"address\":\"[^\"]*\",\"state\":\"healthy\"");
    }

    @Test
    void without_a_token_it_says_where_to_get_one() throws Exception {
        Outcome outcome = run(command("health", "--full", "everything"));

        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(UNAUTHORIZED);
        assertThat(outcome.out()).contains("./gateway client-token " + gateway.issuer());

        ProcessBuilder wrong = command("health", "--full", "everything");
        wrong.environment().put("GATEWAY_CLIENT_ID", RunningGateway.MACHINE_CLIENT);
        wrong.environment().put("GATEWAY_CLIENT_SECRET", "wrong");
        assertThat(run(wrong).exit()).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void every_service_is_spoken_with() throws Exception {
        ProcessBuilder command = command("health", "--full", "everything");
        command.environment().put("GATEWAY_CLIENT_ID", RunningGateway.MACHINE_CLIENT);
        command.environment().put("GATEWAY_CLIENT_SECRET", RunningGateway.MACHINE_SECRET);

        Outcome outcome = run(command);

        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).contains("signing keys").containsPattern("[1-9][0-9]* tools, .*MCP 2025-11-25");
    }

    @Test
    void without_names_it_asks_what_the_gateway_announces() throws Exception {
        Outcome outcome = run(command("health", "--output", "json"));

        assertThat(outcome.out())
                .as(outcome.toString())
                .containsPattern("\"name\":\"everything\",\"address\":\"" + gateway.issuer()
                        + "/services/everything/mcp\",\"state\":\"healthy\"");
        assertThat(outcome.err()).doesNotContain("no services are known");
    }

    private ProcessBuilder command(String... arguments) {
        ProcessBuilder builder = RunningGateway.command(folder, arguments);
        builder.environment().put("GATEWAY_URL", gateway.issuer().toString());
        builder.environment().put("GATEWAY_CLIENT_FOLDER", folder.toString());
        return builder;
    }

    private Outcome run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), out, Files.readString(RunningGateway.errors(folder)));
    }
}
