package org.mcpgateway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateFolderTest {

    @TempDir
    Path folder;

    @Test
    void a_folder_in_use_is_refused() throws Exception {
        try (StateFolder first = StateFolder.open(folder)) {
            assertThatThrownBy(() -> StateFolder.open(first.path()))
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ALREADY_RUNNING));
        }
    }

    @Test
    void a_folder_is_free_again_once_closed() throws Exception {
        StateFolder.open(folder).close();

        StateFolder.open(folder).close();
    }

    @Test
    void a_folder_that_is_a_file_is_refused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> StateFolder.open(file))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STATE_UNUSABLE));
    }

    @Test
    void only_this_user_may_enter_a_new_folder() throws Exception {
        Path made = folder.resolve("new");

        StateFolder.open(made).close();

        assertThat(permissions(made)).isEqualTo("rwx------");
    }

    @Test
    void a_folder_that_others_could_enter_is_closed_to_them() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        StateFolder.open(folder).close();

        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    @Test
    void the_folder_that_is_made_for_it_is_closed_whatever_is_in_it_by_now() throws Exception {
        Path own = Files.createDirectory(folder.resolve(".gateway"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(own.resolve("servers"));

        StateFolder.open(own).close();

        assertThat(permissions(own)).isEqualTo("rwx------");
    }

    @Test
    void a_folder_with_other_things_in_it_stays_open_and_only_the_gateways_parts_are_closed() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(folder.resolve("somebody's"));

        StateFolder.open(folder).close();
        StateFolder.open(folder).close();

        assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(folder.resolve("redis"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("logs"))).isEqualTo("rwx------");
    }

    @Test
    void only_this_user_may_read_the_signing_key() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            SigningKey.of(state);

            assertThat(permissions(state.signingKey())).isEqualTo("rw-------");
        }
    }

    @Test
    void the_signing_key_stays_the_same() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            assertThat(SigningKey.of(state)).isEqualTo(SigningKey.of(state));
        }
    }

    @Test
    void a_damaged_signing_key_is_refused() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            Files.writeString(state.signingKey(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

            assertThatThrownBy(() -> SigningKey.of(state))
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STATE_UNUSABLE));
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
