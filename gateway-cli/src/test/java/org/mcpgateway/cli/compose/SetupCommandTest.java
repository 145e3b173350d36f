package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import org.mcpgateway.cli.api.EnvFile;
import picocli.CommandLine;

/** What writes {@code .env}: what it refuses, and that it replaces nothing. */
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SetupCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void a_tree_with_an_example() throws IOException {
        Files.writeString(folder.resolve(".env.example"), """
                # Addresses
                BASE_DOMAIN=example.com
                # opens Redis
                #REDIS_PASSWORD=
                """);
        Files.writeString(folder.resolve("secret.txt"), "secret-of-the-app-at-github\n");
    }

    @Test
    void where_nobody_can_be_asked_the_option_is_named_and_nothing_is_written() {
        assertThat(execute("setup", "--domain", "gateway.example.com")).isEqualTo(ExitCode.USAGE.number());

        assertThat(err.toString().lines())
                .containsExactly("gateway: ACME_EMAIL is not set, and nobody can be asked here: give --email");
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void a_service_that_there_is_not_is_refused() {
        assertThat(execute(answers("--services", "time,nothing"))).isEqualTo(ExitCode.USAGE.number());

        assertThat(err.toString()).contains("nothing is no service: choose among everything, fetch");
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void a_domain_that_is_none_is_told_with_the_key() {
        String[] answers = answers();
        answers[2] = "Example.com";
        assertThat(execute(answers)).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString()).contains("BASE_DOMAIN in ", "must be a domain");
        assertThat(folder.resolve(".env")).doesNotExist();

        answers[2] = "example.com";
        assertThat(execute(answers)).isZero();
    }

    @Test
    void a_secret_that_there_is_not_is_refused() {
        assertThat(execute("secrets", "generate", "password")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("choose among jwt-secret, rsa-keys, redis-password, vault-key");
    }

    @Test
    void everything_is_filled_in_where_it_stands_for_its_owners_eyes_only() throws IOException {
        assertThat(execute(answers("--services", "time,memory"))).isZero();

        Path file = folder.resolve(".env");
        Map<String, String> settings = EnvFile.read(file);
        assertThat(settings)
                .containsEntry("BASE_DOMAIN", "gateway.example.com")
                .containsEntry("GITHUB_CLIENT_SECRET", "secret-of-the-app-at-github")
                .containsEntry("MCP_TIME_ENABLED", "true")
                .containsEntry("MCP_FETCH_ENABLED", "false")
                .containsKeys("JWT_PRIVATE_KEY_B64", "REDIS_PASSWORD", "VAULT_KEY", "OPERATIONS_KEY");
        assertThat(Files.readString(file))
                .startsWith("# Addresses\nBASE_DOMAIN=")
                .contains("# opens Redis\nREDIS_PASSWORD=");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(out.toString())
                .contains("https://auth.gateway.example.com/callback")
                .doesNotContain("secret-of-the");
    }

    @Test
    void what_is_there_is_never_replaced() throws IOException {
        execute(answers());
        String before = Files.readString(folder.resolve(".env"));

        assertThat(execute(answers())).isZero();
        assertThat(execute("secrets", "generate")).isZero();

        assertThat(Files.readString(folder.resolve(".env"))).isEqualTo(before);
        assertThat(out.toString()).contains("REDIS_PASSWORD is set already and stays as it is");
    }

    @Test
    void what_reaches_any_address_from_here_is_on_only_where_somebody_says_so() throws IOException {
        assertThat(execute(answers())).isZero();

        assertThat(new EnabledServices(Settings.read(folder.resolve(".env"), Map.of())).names())
                .contains("fetchs", "time")
                .doesNotContain("fetch", "playwright", "tmux");
        assertThat(new EnabledServices(Settings.read(folder.resolve(".env"), Map.of("MCP_FETCH_ENABLED", "true")))
                        .names())
                .contains("fetch", "fetchs");
    }

    private String[] answers(String... more) {
        List<String> line = new ArrayList<>(List.of(
                "setup",
                "--domain",
                "gateway.example.com",
                "--email",
                "admin@example.com",
                "--github-client-id",
                "Iv1.0123456789abcdef",
                "--github-client-secret-file",
                folder.resolve("secret.txt").toString(),
                "--users",
                "octocat"));
        line.addAll(Arrays.asList(more));
        return line.toArray(String[]::new);
    }

    private int execute(String... arguments) {
        CommandLine gateway = Gateway.commandLine(new CommandContext(Map.of(), folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(arguments);
    }
}
