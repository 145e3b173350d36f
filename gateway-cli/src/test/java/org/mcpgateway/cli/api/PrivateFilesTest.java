package org.mcpgateway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void what_is_replaced_is_their_owners_alone_and_nothing_is_left_beside_it() throws IOException {
        Path file = folder.resolve("mine/login.json");
        PrivateFiles.replace(file, "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        PrivateFiles.replace(file, "after");

        assertThat(file).hasContent("after");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file.resolveSibling(".")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**login.json.*");
    }

    @Test
    void a_file_that_is_there_is_not_written_to() throws IOException {
        Path file = Files.writeString(folder.resolve("kept"), "kept");

        assertThatThrownBy(() -> PrivateFiles.create(file).close()).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("kept");
    }
}
