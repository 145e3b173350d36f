package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import org.mcpgateway.cli.check.TestTlsServer;
import picocli.CommandLine;

/** Against real TLS servers, whose certificates {@code keytool} makes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckSslCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<TestTlsServer> servers = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (TestTlsServer server : servers) {
            server.close();
        }
    }

    @Test
    void a_good_certificate_passes_with_its_days_and_names() throws Exception {
        String host = serve("dns:localhost", "-1d", 90);

        assertThat(check(host, "--ca", pem(), "--output", "json")).isEqualTo(ExitCode.OK.number());
        assertThat(out.toString())
                .contains("\"state\":\"valid\"", "\"names\":[\"localhost\"]", "\"issuer\":\"CN=of the test\"")
                .containsPattern("\"days_left\":8[89]");
    }

    @Test
    void a_certificate_that_ends_soon_is_a_finding() throws Exception {
        assertFinding(serve("dns:localhost", "-1d", 6), "ends_soon", "renewal is late");
    }

    @Test
    void a_certificate_that_ended_is_a_finding() throws Exception {
        assertFinding(serve("dns:localhost", "-9d", 5), "expired", "let Traefik renew it");
    }

    @Test
    void a_certificate_of_tomorrow_is_a_finding() throws Exception {
        assertFinding(serve("dns:localhost", "+2d", 90), "not_yet_valid", "set the clock");
    }

    @Test
    void a_certificate_of_another_host_is_a_finding() throws Exception {
        assertFinding(serve("dns:other.example.com", "-1d", 90), "other_name", "it is for other hosts");
    }

    @Test
    void a_certificate_that_nobody_trusts_is_a_finding() throws Exception {
        String host = serve("dns:localhost", "-1d", 90);

        assertThat(check(host)).isEqualTo(ExitCode.FAILED.number());
        assertThat(out.toString()).contains("untrusted");
    }

    @Test
    void a_host_that_nobody_answers_at_is_unreachable() throws IOException {
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closed.close();

        assertThat(check("localhost:" + closed.getLocalPort())).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(out.toString()).contains("unreachable", "check DNS");
    }

    @Test
    void what_is_no_host_is_a_usage_error() {
        assertThat(check("https://auth.example.com")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).startsWith("gateway: a host must be written as auth.example.com");
    }

    @Test
    void a_file_without_certificates_is_a_usage_error() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.pem"), "");

        assertThat(check("localhost:1", "--ca", file.toString())).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("is no PEM file of certificates");
    }

    private void assertFinding(String host, String state, String cure) throws IOException, InterruptedException {
        assertThat(check(host, "--ca", pem())).isEqualTo(ExitCode.FAILED.number());
        assertThat(out.toString()).contains(host, state, cure);
    }

    private int check(String... arguments) {
        List<String> line = new ArrayList<>(List.of("check-ssl"));
        line.addAll(List.of(arguments));
        CommandLine gateway = Gateway.commandLine(new CommandContext(Map.of(), folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(line.toArray(String[]::new));
    }

    private String serve(String names, String begin, int days) throws Exception {
        TestTlsServer server = TestTlsServer.start(folder, names, begin, days);
        servers.add(server);
        return server.host();
    }

    private String pem() throws IOException, InterruptedException {
        return servers.getFirst().pem();
    }
}
