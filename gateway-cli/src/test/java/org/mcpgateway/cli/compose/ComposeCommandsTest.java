package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** The verbs with a program in docker's place that writes down how it was called; the real one is deployed with. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ComposeCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void a_tree_with_a_compose_file_and_a_docker_that_exits_with_42_for_logs() throws IOException {
        Files.createDirectories(folder.resolve("docker"));
        Files.writeString(folder.resolve("docker/compose.yaml"), """
                services:
                  auth:
                  redis:
                  mcp-everything:
                  mcp-fetch:
                  mcp-fetchs:
                  mcp-filesystem:
                  mcp-memory:
                  mcp-playwright:
                  mcp-sequentialthinking:
                  mcp-time:
                  mcp-tmux:
                  mcp-compact:

                networks:
                  compact:
                  time:
                """);
        Path docker = folder.resolve("bin/docker");
        Files.createDirectories(docker.getParent());
        Files.writeString(docker, """
                #!/bin/sh
                printf '%s\\n' "$*" "profiles=$COMPOSE_PROFILES" "services=$MCP_SERVICES" "hosts=$MCP_HOST_RULE" \\
                  "challenge=$ACME_CHALLENGE_OPTION" "operations=$OPERATIONS_PUBLIC_KEY" \\
                  "tracing=$TRAEFIK_TRACING" >>"$(dirname "$0")/calls"
                case "$*" in *" logs "*) exit 42 ;; esac
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        new TestSettings().writtenTo(folder);
    }

    @Test
    void without_docker_it_says_so() {
        assertThat(execute(Map.of("PATH", "/nowhere"), "up")).isEqualTo(ExitCode.RUNTIME_MISSING.number());
        assertThat(err.toString().lines())
                .containsExactly("gateway: docker is not installed: the gateway needs it, with compose 2.24");
    }

    @Test
    void nothing_starts_with_a_setting_missing() throws IOException {
        new TestSettings().without("REDIS_PASSWORD").writtenTo(folder);

        assertThat(execute("up")).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString().lines())
                .containsExactly(
                        "gateway: REDIS_PASSWORD is not set in " + folder.resolve(".env") + ": a long random password");
        assertThat(folder.resolve("bin/calls")).doesNotExist();
    }

    @Test
    void a_service_that_no_file_has_is_named() throws IOException {
        new TestSettings().with("MCP_NOTES_ENABLED", "true").writtenTo(folder);

        assertThat(execute("up")).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString()).contains("names notes, but no compose file has a service mcp-notes");
    }

    @Test
    void a_key_that_bridges_could_not_check_is_refused() throws IOException {
        new TestSettings().with("OPERATIONS_KEY", "not-a-key").writtenTo(folder);

        assertThat(execute("up")).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString())
                .contains("OPERATIONS_KEY", "secrets generate")
                .doesNotContain("not-a-key");
    }

    @Test
    void traefik_traces_where_the_settings_say_that_traces_go() throws IOException {
        TestSettings traced = new TestSettings()
                .with("OTEL_SDK_DISABLED", "false")
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/");

        assertThat(tracing(new TestSettings().with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")))
                .isEmpty();
        assertThat(tracing(traced)).isEqualTo("--tracing.otlp.http.endpoint=http://collector:4318/v1/traces");
        assertThat(tracing(traced.with("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))).isEmpty();
    }

    private String tracing(TestSettings settings) throws IOException {
        Files.deleteIfExists(folder.resolve("bin/calls"));
        settings.writtenTo(folder);
        assertThat(execute("up", "--no-build")).isZero();
        return calls().stream()
                .filter(line -> line.startsWith("tracing="))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring("tracing=".length()))
                .orElseThrow();
    }

    @Test
    void up_removes_what_is_off_and_starts_what_is_on() throws IOException {
        new TestSettings()
                .with("MCP_EVERYTHING_ENABLED", "false")
                .with("MCP_FETCH_ENABLED", "false")
                .with("MCP_FETCHS_ENABLED", "false")
                .with("MCP_FILESYSTEM_ENABLED", "false")
                .with("MCP_SEQUENTIALTHINKING_ENABLED", "false")
                .with("ACME_CHALLENGE", "tls")
                .with("OPERATIONS_KEY", "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g")
                .writtenTo(folder);

        assertThat(execute("up", "--no-build")).isZero();

        String call = "compose --env-file " + folder.resolve(".env") + " --file "
                + folder.resolve("docker/compose.yaml") + " ";
        assertThat(calls())
                .contains(
                        call + "--progress quiet rm --stop --force mcp-everything mcp-fetch mcp-fetchs mcp-filesystem"
                                + " mcp-playwright mcp-sequentialthinking mcp-tmux mcp-compact",
                        "profiles=*",
                        call + "up --detach --remove-orphans --no-build --wait --wait-timeout 300",
                        "profiles=memory,time",
                        "services=memory,time",
                        "hosts=Host(`memory.gateway.example.com`) || Host(`time.gateway.example.com`)",
                        "challenge=tlschallenge=true",
                        "operations=MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    @Test
    void compact_is_one_profile_for_all_services() throws IOException {
        new TestSettings().with("MCP_COMPACT", "true").writtenTo(folder);

        assertThat(execute("up", "--no-build")).isZero();

        assertThat(calls())
                .contains("profiles=compact", "services=everything,fetchs,filesystem,memory,sequentialthinking,time");
        assertThat(calls().getFirst())
                .endsWith(" mcp-sequentialthinking mcp-time")
                .doesNotContain("mcp-compact");
    }

    @Test
    void down_needs_no_valid_settings() throws IOException {
        new TestSettings().without("ACME_EMAIL").writtenTo(folder);

        assertThat(execute("down")).isZero();

        assertThat(calls().getFirst()).endsWith(" down --remove-orphans");
        assertThat(calls()).contains("profiles=*");
    }

    @Test
    void the_exit_code_of_docker_compose_is_handed_on() throws IOException {
        assertThat(execute("logs", "-f", "time")).isEqualTo(42);
        assertThat(calls().getFirst()).endsWith(" logs --tail all --follow mcp-time");
    }

    @Test
    void options_behind_the_service_belong_to_the_command_that_is_run_there() throws IOException {
        assertThat(execute("exec", "-T", "redis", "redis-cli", "-n", "1", "dbsize"))
                .isZero();
        assertThat(calls().getFirst()).endsWith(" exec --no-tty redis redis-cli -n 1 dbsize");
    }

    private int execute(String... arguments) {
        return execute(Map.of("PATH", folder.resolve("bin").toString()), arguments);
    }

    private int execute(Map<String, String> environment, String... arguments) {
        CommandLine gateway = Gateway.commandLine(new CommandContext(environment, folder, Clock.systemUTC()));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(arguments);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("bin/calls"));
    }
}
