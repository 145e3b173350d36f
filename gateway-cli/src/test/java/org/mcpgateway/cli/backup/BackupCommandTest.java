package org.mcpgateway.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** What {@code gateway backup create} refuses before it asks the gateway, which is away here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void without_a_passphrase_it_is_written_plain_only_where_somebody_says_so() {
        assertThat(create(Map.of())).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("--passphrase-file", "GATEWAY_BACKUP_PASSPHRASE", "--plain");

        assertThat(create(Map.of(), "--plain")).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(create(Map.of("GATEWAY_BACKUP_PASSPHRASE", "correct horse battery")))
                .isEqualTo(ExitCode.UNREACHABLE.number());
    }

    private int create(Map<String, String> more, String... options) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(Map.of(
                "GATEWAY_URL", "http://127.0.0.1:1", "GATEWAY_CLIENT_ID", "caretaker", "GATEWAY_CLIENT_SECRET", "s"));
        CommandLine gateway = Gateway.commandLine(new CommandContext(environment, folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(new StringWriter(), true)).setErr(new PrintWriter(err, true));
        String[] line = new String[options.length + 2];
        line[0] = "backup";
        line[1] = "create";
        System.arraycopy(options, 0, line, 2, options.length);
        return gateway.execute(line);
    }
}
