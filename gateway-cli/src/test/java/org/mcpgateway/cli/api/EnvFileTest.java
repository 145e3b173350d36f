package org.mcpgateway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvFileTest {

    @TempDir
    Path folder;

    @Test
    void a_file_that_is_not_there_is_told_with_what_to_do() {
        Path missing = folder.resolve(".env");

        assertThatThrownBy(() -> EnvFile.read(missing))
                .hasMessage(missing + " is missing: copy .env.example to it and fill it in");
    }

    @Test
    void a_line_that_sets_nothing_is_told_by_its_number() throws IOException {
        Path file = written("BASE_DOMAIN=example.com\nACME_EMAIL\n");

        assertThatThrownBy(() -> EnvFile.read(file)).hasMessage(file + " line 2 is not of the form KEY=value");
    }

    @Test
    void values_are_read_as_docker_compose_reads_them() throws IOException {
        assertThat(EnvFile.read(written("""
                        # the domain
                        BASE_DOMAIN=example.com              # must be real
                        export ACME_EMAIL = "operator@example.com" # quoted
                        REDIS_PASSWORD='a#b'
                        GITHUB_PAT=
                        JWT_ALGORITHM=#nothing
                        JWT_PRIVATE_KEY_B64=LS0tLS1CRUdJTg==
                        """)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "BASE_DOMAIN",
                        "example.com",
                        "ACME_EMAIL",
                        "operator@example.com",
                        "REDIS_PASSWORD",
                        "a#b",
                        "GITHUB_PAT",
                        "",
                        "JWT_ALGORITHM",
                        "",
                        "JWT_PRIVATE_KEY_B64",
                        "LS0tLS1CRUdJTg=="));
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve(".env"), text);
    }
}
