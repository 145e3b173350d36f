package org.mcpgateway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** With a Redis that starts, tells its process id and never answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class LocalGatewayTest {

    @TempDir
    Path folder;

    private StateFolder state;

    @BeforeEach
    void openState() {
        state = StateFolder.open(folder.resolve("state"));
    }

    @AfterEach
    void endRedis() throws IOException {
        if (Files.exists(redisPid())) {
            redis().ifPresent(ProcessHandle::destroyForcibly);
        }
        state.close();
    }

    @Test
    void a_Redis_that_does_not_answer_in_time_is_ended() throws Exception {
        try (LocalGateway gateway = gateway(Duration.ofSeconds(4))) {
            assertThatThrownBy(() -> start(gateway))
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.START_FAILED))
                    .hasMessageStartingWith("Redis did not answer in time");
        }

        assertThat(redis()).isEmpty();
    }

    @Test
    void a_stop_ends_a_Redis_that_is_waited_for() throws Exception {
        LocalGateway gateway = gateway(Duration.ofMinutes(5));
        try (var threads = Executors.newSingleThreadExecutor()) {
            var starting = threads.submit(() -> start(gateway));
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(redisPid()));

            gateway.stop();

            assertThat(redis()).isEmpty();
            assertThatThrownBy(starting::get)
                    .cause()
                    .isInstanceOf(CommandException.class)
                    .hasMessage("stopped while it started");
        }
    }

    @Test
    void what_was_stopped_starts_no_process() throws Exception {
        LocalGateway gateway = gateway(Duration.ofMinutes(5));
        gateway.stop();

        assertThatThrownBy(() -> start(gateway))
                .isInstanceOf(CommandException.class)
                .hasMessage("stopped while it started");

        assertThat(redisPid()).doesNotExist();
    }

    @Test
    void only_this_user_may_read_the_catalogue_of_a_run() throws Exception {
        LocalGateway gateway = gateway(Duration.ofMinutes(5));
        gateway.stop();

        assertThatThrownBy(() -> start(gateway)).isInstanceOf(CommandException.class);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.catalogue())))
                .isEqualTo("rw-------");
    }

    private LocalGateway gateway(Duration startLimit) throws IOException {
        Path silent = Files.createFile(
                folder.resolve("silent-redis"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(silent, """
                #!/bin/sh
                echo $$ >draft && mv draft pid
                exec sleep 600
                """);
        var context = new CommandContext(Map.of(), folder, Clock.systemUTC());
        return new LocalGateway(context, state, progress -> {}, new EmbeddedRedis.Program(silent, startLimit));
    }

    private CompletableFuture<?> start(LocalGateway gateway) throws IOException, InterruptedException {
        Path catalogue = Files.writeString(folder.resolve("services.json"), "{\"mcpServers\": {}}");
        return gateway.start(new Address(0), ServiceCatalogue.read(catalogue), List.of());
    }

    private Path redisPid() {
        return state.redis().resolve("pid");
    }

    private Optional<ProcessHandle> redis() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(redisPid()).strip()))
                .filter(ProcessHandle::isAlive);
    }
}
