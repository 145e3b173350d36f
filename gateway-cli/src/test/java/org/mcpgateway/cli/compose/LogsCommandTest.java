package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** What {@code gateway logs} does other than printing, with a program in docker's place that has something to say. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogsCommandTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void a_docker_with_three_containers() throws IOException {
        Files.createDirectories(folder.resolve("docker"));
        Files.writeString(folder.resolve("docker/compose.yaml"), """
                services:
                  auth:
                  traefik:
                  mcp-time:
                """);
        Files.writeString(folder.resolve("auth.json"), "12345");
        Path docker = folder.resolve("bin/docker");
        Files.createDirectories(docker.getParent());
        Files.writeString(docker, """
                #!/bin/sh
                printf '%s\\n' "$*" >>"$(dirname "$0")/calls"
                case "$*" in
                  *" ps --all --services") printf 'traefik\\nauth\\nmcp-time\\n' ;;
                  *" ps --all --quiet") echo 0123 ;;
                  inspect*) echo "auth $(dirname "$0")/../auth.json" ;;
                  *" --since 2026-11-25T12:00:00Z "*) ;;
                  *" logs "*auth)
                    echo '2026-11-25T08:00:00.1Z 2026-11-25T08:00:00 WARNING org.mcpgateway slow'
                    echo '2026-11-25T08:00:01.1Z 2026-11-25T08:00:01 SEVERE org.mcpgateway broken' ;;
                  *" logs "*traefik)
                    echo '2026-11-25T08:00:02.1Z {"DownstreamStatus":200,"level":"info"}'
                    echo '2026-11-25T08:00:03.1Z {"DownstreamStatus":401,"level":"info"}' ;;
                esac
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        new TestSettings().writtenTo(folder);
    }

    @Test
    void a_service_without_a_container_is_named() {
        assertThat(execute("logs", "--stats", "redis")).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(err.toString().lines()).singleElement().asString().startsWith("gateway: redis has no container");
    }

    @Test
    void an_engine_that_is_down_is_told() throws IOException {
        Files.writeString(folder.resolve("bin/docker"), "#!/bin/sh\nexit 1\n");

        assertThat(execute("logs", "--rotate")).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(err.toString()).contains("is the Docker engine up?");
        assertThat(folder.resolve("logs")).doesNotExist();
    }

    @Test
    void two_things_at_once_and_a_negative_age_are_usage_errors() {
        assertThat(execute("logs", "--stats", "--clean")).isEqualTo(ExitCode.USAGE.number());
        assertThat(execute("logs", "--clean", "--older-than", "-1")).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void statistics_count_warnings_errors_and_answers() throws IOException {
        assertThat(execute("logs", "--stats", "--since", "24h")).isZero();

        assertThat(out.toString())
                .containsPattern("auth +2 +143 +1 +1 +0 +0 +0 +0 +2026-11-25T08:00:01.1Z")
                .containsPattern("mcp-time +0 +0")
                .containsPattern("traefik +2 +\\d+ +0 +0 +1 +0 +1 +0 ");
        assertThat(Files.readString(folder.resolve("bin/calls"))).contains(" --timestamps --since 24h auth\n");
    }

    @Test
    void each_rotation_writes_what_is_new_and_cleaning_deletes_what_is_old() throws IOException {
        assertThat(execute("logs", "--rotate")).isZero();

        assertThat(out.toString()).isEqualTo("wrote 2 files\n");
        Path file = folder.resolve("logs/auth-20261125T120000Z.log.gz");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("broken");
        }

        assertThat(execute(NOON.plusSeconds(60), "logs", "--rotate", "auth")).isZero();
        assertThat(out.toString()).endsWith("wrote 0 files\n");
        assertThat(archived()).hasSize(2);
        assertThat(execute("logs", "--files")).isZero();
        assertThat(out.toString()).containsPattern("auth.json +5\\b").contains(file.toString());

        assertThat(execute(NOON.plusSeconds(86_400), "logs", "--clean")).isZero();
        assertThat(archived()).hasSize(2);
        assertThat(execute(NOON.plusSeconds(86_401), "logs", "--clean", "--older-than", "1"))
                .isZero();
        assertThat(out.toString()).endsWith("deleted 2 files\n");
        assertThat(archived()).isEmpty();
    }

    @Test
    void a_second_rotation_in_the_same_second_leaves_the_first_one_s_file() throws IOException {
        assertThat(execute("logs", "--rotate")).isZero();
        List<Path> written = archived();

        assertThat(execute(NOON.plusMillis(300), "logs", "--rotate")).isZero();

        assertThat(out.toString()).endsWith("wrote 0 files\n");
        assertThat(archived()).hasSize(2).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void a_file_ends_where_the_next_one_begins() throws IOException {
        assertThat(execute(NOON.plusMillis(700), "logs", "--rotate", "auth")).isZero();
        assertThat(execute(NOON.plusSeconds(60), "logs", "--rotate", "auth")).isZero();

        assertThat(Files.readString(folder.resolve("bin/calls")))
                .contains(" --until 2026-11-25T12:00:00Z auth\n")
                .contains(" --since 2026-11-25T12:00:00Z --until 2026-11-25T12:01:00Z auth\n");
    }

    private List<Path> archived() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            return files.toList();
        }
    }

    private int execute(String... arguments) {
        return execute(NOON, arguments);
    }

    private int execute(Instant now, String... arguments) {
        var environment = Map.of("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        CommandLine gateway =
                Gateway.commandLine(new CommandContext(environment, folder, Clock.fixed(now, ZoneOffset.UTC)));
        gateway.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return gateway.execute(arguments);
    }
}
