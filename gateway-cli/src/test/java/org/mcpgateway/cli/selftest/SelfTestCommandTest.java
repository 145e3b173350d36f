package org.mcpgateway.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** What it says of a server that withstands little, and what it needs. Ours withstands all: see the end-to-end test. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SelfTestCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void nobody_there_is_unreachable() {
        assertThat(run("http://127.0.0.1:1/mcp")).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(err.toString()).contains("does not answer: is the gateway up?");
    }

    @Test
    void what_is_no_gateway_is_not_found() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            assertThat(run("http://127.0.0.1:" + other.getAddress().getPort())).isEqualTo(ExitCode.NOT_FOUND.number());
        } finally {
            other.stop(0);
        }
        assertThat(err.toString()).contains("is neither an issuer nor an MCP server");
    }

    @Test
    void an_address_that_shows_tokens_to_others_is_refused() {
        for (String url : List.of("http://gateway.example.com", "gateway.example.com", "not an address")) {
            assertThat(run(url)).isEqualTo(ExitCode.USAGE.number());
        }
        assertThat(err.toString()).contains("URL must be an address over https");
    }

    @Test
    void a_weak_server_is_told_what_it_does_not_withstand() throws IOException {
        try (WeakGateway weak = new WeakGateway()) {
            assertThat(run(weak.issuer() + "/mcp", "--token", "a.b.cccccccccccccccccccc", "--output", "json"))
                    .as(err.toString())
                    .isEqualTo(ExitCode.FAILED.number());

            assertThat(named("failed"))
                    .contains(
                            "forwarded headers of strangers",
                            "PKCE with S256 alone",
                            "no implicit grant, no passwords",
                            "answers name their issuer",
                            "redirect by script",
                            "redirect to a host that only looks local",
                            "name of a megabyte",
                            "management without its token",
                            "without PKCE",
                            "PKCE with plain",
                            "code to another host",
                            "script in client_id",
                            "pages in other people's frames",
                            "client with a secret, without it",
                            "code that was never given",
                            "password grant",
                            "answers stay out of caches",
                            "introspection by nobody",
                            "introspection by a stranger",
                            "token without a signature",
                            "token in the query",
                            "identity headers of a stranger",
                            "CORS for any page",
                            "altered token",
                            "page of another origin with a good token",
                            "strange session ids")
                    .doesNotContain("issuer is its own name", "no token");
            assertThat(named("withstood")).contains("nothing is left behind");
            assertThat(weak.clients()).isEmpty();
            assertThat(out.toString()).doesNotContain("cccccccccccccccccccc");
        }
    }

    @Test
    void without_a_token_it_says_what_was_not_tried() throws IOException {
        try (WeakGateway weak = new WeakGateway()) {
            run(weak.issuer() + "/mcp", "--output", "json");

            assertThat(named("not_tested")).contains("good token", "altered token", "token at the admin API");
            assertThat(err.toString()).contains("withstood, ", " not tested");
        }
    }

    private List<String> named(String verdict) {
        try (JsonReader reader = Json.createReader(new StringReader(out.toString()))) {
            return reader.readArray().stream()
                    .map(row -> row.asJsonObject())
                    .filter(row -> row.getString("verdict").equals(verdict))
                    .map(row -> row.getString("check"))
                    .toList();
        }
    }

    private int run(String... arguments) {
        CommandLine gateway = Gateway.commandLine(
                new CommandContext(Map.of("XDG_CONFIG_HOME", folder.toString()), folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(
                Stream.concat(Stream.of("self-test"), Arrays.stream(arguments)).toArray(String[]::new));
    }
}
