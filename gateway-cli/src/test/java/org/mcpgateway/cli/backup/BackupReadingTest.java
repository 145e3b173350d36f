package org.mcpgateway.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** What a file is taken for: whoever seals their backups takes none that somebody else could have written. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupReadingTest {

    private static final byte[] LINES = "{\"format\":\"mcp-oauth-gateway-backup\"}\n".getBytes();
    private static final Optional<char[]> PASSPHRASE = Optional.of("correct horse battery".toCharArray());

    @TempDir
    Path folder;

    @Test
    void with_a_passphrase_a_file_that_is_not_encrypted_is_damaged() throws IOException {
        Path plain = plain("backup.jsonl");

        assertThatThrownBy(() -> BackupReading.open(plain, PASSPHRASE))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DAMAGED))
                .hasMessageContaining("is not encrypted")
                .hasMessageContaining("without a passphrase");
        assertThatThrownBy(() -> BackupReading.verify(plain, PASSPHRASE)).hasMessageContaining("is not encrypted");
    }

    @Test
    void a_file_that_is_named_as_an_encrypted_one_and_is_none_is_damaged() throws IOException {
        Path plain = plain("backup.jsonl.enc");

        assertThatThrownBy(() -> BackupReading.open(plain, Optional.empty()))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DAMAGED))
                .hasMessageContaining("without .enc");
    }

    @Test
    void without_a_passphrase_a_plain_file_is_read() throws IOException {
        try (InputStream lines = BackupReading.open(plain("backup.jsonl"), Optional.empty())) {
            assertThat(lines.readAllBytes()).isEqualTo(LINES);
        }
    }

    @Test
    void an_encrypted_file_opens_by_its_passphrase_whatever_its_name() throws IOException {
        Path sealed = folder.resolve("backup");
        try (OutputStream out = Files.newOutputStream(sealed)) {
            Envelope.seal(new ByteArrayInputStream(LINES), out, PASSPHRASE.orElseThrow());
        }

        try (InputStream lines = BackupReading.open(sealed, PASSPHRASE)) {
            assertThat(lines.readAllBytes()).isEqualTo(LINES);
        }
        assertThatThrownBy(() -> BackupReading.open(sealed, Optional.empty()))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void no_backup_is_made_whose_name_says_that_it_is_encrypted_when_it_is_not() {
        var err = new StringWriter();
        CommandLine gateway = Gateway.commandLine(new CommandContext(Map.of(), folder, Clock.systemUTC()));
        gateway.setErr(new PrintWriter(err, true));

        assertThat(gateway.execute(
                        "backup",
                        "create",
                        "--plain",
                        "--url=https://auth.example.com",
                        folder.resolve("backup.enc").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("--passphrase-file");
    }

    private Path plain(String name) throws IOException {
        return Files.write(folder.resolve(name), LINES);
    }
}
