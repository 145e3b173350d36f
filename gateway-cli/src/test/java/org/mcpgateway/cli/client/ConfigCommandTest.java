package org.mcpgateway.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** What {@code gateway client-config} calls each server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigCommandTest {

    private static final String ADD = "claude mcp add --transport http ";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void a_server_is_called_as_its_path_or_its_host_begins() {
        config("https://time.example.com/mcp", "https://mcp.example.com/memory/mcp");

        assertThat(out.toString().lines())
                .containsExactly(
                        ADD + "time https://time.example.com/mcp", ADD + "memory https://mcp.example.com/memory/mcp");
    }

    @Test
    void servers_of_the_same_name_on_several_hosts_are_all_told() {
        config(
                "https://time.example.com/mcp",
                "https://time.example.org/mcp",
                "https://time.example.org:8443/mcp",
                "https://time.example.org:8444/mcp");

        assertThat(out.toString().lines())
                .containsExactly(
                        ADD + "time https://time.example.com/mcp",
                        ADD + "time-example-org https://time.example.org/mcp",
                        ADD + "time-example-org-2 https://time.example.org:8443/mcp",
                        ADD + "time-example-org-3 https://time.example.org:8444/mcp");
    }

    @Test
    void a_server_that_is_named_twice_is_told_once() {
        config("https://time.example.com/mcp", "https://time.example.com/mcp");

        assertThat(out.toString().lines()).containsExactly(ADD + "time https://time.example.com/mcp");
    }

    private void config(String... urls) {
        CommandLine gateway = Gateway.commandLine(new CommandContext(Map.of(), folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter(), true));
        String[] line = new String[urls.length + 3];
        line[0] = "client-config";
        line[1] = "--for";
        line[2] = "claude-code";
        System.arraycopy(urls, 0, line, 3, urls.length);
        assertThat(gateway.execute(line)).isZero();
    }
}
