package org.mcpgateway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerInstallerTest {

    private static final Toolchain SHELL =
            new Toolchain("shell", List.of("sh"), "A shell", List.of(List.of("sh", "-c", "cat pinned >> done")));

    @TempDir
    Path root;

    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void pin_version_one() throws IOException {
        pin("one");
    }

    @Test
    void a_missing_program_is_named_by_what_a_person_installs() throws Exception {
        var toolchain = new Toolchain("shell", List.of("no-such-program"), "A shell", List.of());

        assertThat(installer().install(toolchain)).contains("A shell is not installed");
    }

    @Test
    void a_failing_step_names_its_log() throws Exception {
        var toolchain =
                new Toolchain("shell", List.of("sh"), "A shell", List.of(List.of("sh", "-c", "echo no; exit 1")));

        assertThat(installer().install(toolchain))
                .contains("its installation failed, see " + installed().resolve("install.log"));
        assertThat(installed().resolve("install.log")).hasContent("no");
    }

    @Test
    void the_same_pins_are_installed_once() throws Exception {
        assertThat(installer().install(SHELL)).isEmpty();
        assertThat(installer().install(SHELL)).isEmpty();

        assertThat(installed().resolve("done")).hasContent("one");
        assertThat(progress).hasSize(1);
    }

    @Test
    void other_pins_are_installed_anew() throws Exception {
        assertThat(installer().install(SHELL)).isEmpty();
        pin("two");
        assertThat(installer().install(SHELL)).isEmpty();

        assertThat(installed().resolve("done")).hasContent("onetwo");
    }

    private void pin(String version) throws IOException {
        Path pinned = Files.createDirectories(root.resolve("docker/servers/shell"));
        Files.writeString(pinned.resolve("pinned"), version);
    }

    private Path installed() {
        return root.resolve(".gateway/servers/shell");
    }

    private ServerInstaller installer() {
        return new ServerInstaller(new Installation(root), Map.of("PATH", System.getenv("PATH")), progress::add);
    }
}
