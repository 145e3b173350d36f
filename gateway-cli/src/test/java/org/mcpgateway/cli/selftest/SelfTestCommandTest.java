package org.mcpgateway.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

    private static final String SIGN_IN = "Sign in at ";

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
    void a_weak_server_is_told_what_it_does_not_withstand() throws Exception {
        try (WeakGateway weak = new WeakGateway()) {
            Thread person = Thread.startVirtualThread(() -> signIn(2));
            assertThat(run(
                            weak.issuer() + "/mcp",
                            "--token",
                            "a.b.cccccccccccccccccccc",
                            "--sign-in",
                            "--output",
                            "json"))
                    .as(err.toString())
                    .isEqualTo(ExitCode.FAILED.number());
            person.join();

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
                            "strange session ids",
                            "foreign Host at the metadata",
                            "foreign Host and forwarded headers",
                            "foreign Host at the service",
                            "forwarded headers at the service",
                            "client document on the server itself",
                            "client document in a private network",
                            "client document of a cloud's metadata",
                            "client document at a disguised address",
                            "guessing user codes",
                            "device code asked for too often",
                            "one code redeemed many times at once",
                            "one refresh token used many times at once")
                    .doesNotContain("issuer is its own name", "no token");
            assertThat(named("withstood")).contains("nothing is left behind");
            assertThat(out.toString())
                    .contains(
                            "followed: 127.0.0.1 localhost [::1]",
                            "20 guesses, and none was one too many",
                            "it gave 20 tokens",
                            "20 answers with 20 different tokens");
            assertThat(weak.clients()).isEmpty();
            assertThat(out.toString()).doesNotContain("cccccccccccccccccccc");
        }
    }

    @Test
    void without_a_token_it_says_what_was_not_tried() throws IOException {
        try (WeakGateway weak = new WeakGateway()) {
            run(weak.issuer() + "/mcp", "--output", "json");

            assertThat(named("not_tested"))
                    .contains("good token", "altered token", "token at the admin API")
                    .contains("one code redeemed many times at once", "one refresh token used many times at once");
            assertThat(err.toString()).contains("withstood, ", " not tested");
        }
    }

    /** Opens what the person is told to open, as often as they are told to. */
    private void signIn(int times) {
        try (HttpClient browser = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            for (int time = 1; time <= times; time++) {
                int already = time;
                await().atMost(Duration.ofMinutes(1)).until(() -> addresses().size() >= already);
                browser.send(
                        HttpRequest.newBuilder(addresses().get(time - 1)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<URI> addresses() {
        return err.toString()
                .lines()
                .filter(line -> line.startsWith(SIGN_IN))
                .map(line -> URI.create(line.substring(SIGN_IN.length())))
                .toList();
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
        CommandLine gateway = Gateway.commandLine(new CommandContext(
                Map.of("XDG_CONFIG_HOME", folder.toString(), "BROWSER", "true"), folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(
                Stream.concat(Stream.of("self-test"), Arrays.stream(arguments)).toArray(String[]::new));
    }
}
