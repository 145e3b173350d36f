package org.mcpgateway.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** {@code gateway consents list} with what the admin API answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsentsCommandTest {

    private static final String CONSENTS = "[{\"approvals\":[{\"destination\":\"https://app.example.com\","
            + "\"given_at\":\"2026-07-02T10:00:00Z\",\"resources\":[],\"scope\":\"read write\"},"
            + "{\"destination\":\"device\",\"given_at\":\"2026-07-01T09:00:00Z\","
            + "\"resources\":[\"https://time.example.com/mcp\"],\"scope\":\"read\"}],"
            + "\"client_id\":\"client_Hx2\",\"client_name\":\"App\",\"provider\":\"github\",\"username\":\"alice\"}]";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private HttpServer gateway;

    @BeforeEach
    void a_gateway_with_a_consent_of_two_approvals() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers("/token", "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"scope\":\"gateway:admin\"}");
        answers("/admin/api/consents", "{\"items\":" + CONSENTS + "}");
        gateway.start();
    }

    @AfterEach
    void it_stops() {
        gateway.stop(0);
    }

    @Test
    void each_approval_is_a_row() {
        assertThat(list()).isZero();

        assertThat(out.toString().lines())
                .map(line -> line.split(" {2,}"))
                .containsExactly(
                        row("USERNAME", "CLIENT ID", "CLIENT NAME", "DESTINATION", "SCOPE", "GIVEN AT"),
                        row(
                                "alice",
                                "client_Hx2",
                                "App",
                                "https://app.example.com",
                                "read write",
                                "2026-07-02T10:00:00Z"),
                        row("alice", "client_Hx2", "App", "device", "read", "2026-07-01T09:00:00Z"));
    }

    @Test
    void programs_get_the_consents_as_the_gateway_tells_them() {
        assertThat(list("--output", "json")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines(CONSENTS + "\n");
    }

    private static String[] row(String... cells) {
        return cells;
    }

    private void answers(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        gateway.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private int list(String... options) {
        CommandLine command = Gateway.commandLine(new CommandContext(
                Map.of(
                        "XDG_CONFIG_HOME", folder.toString(),
                        "GATEWAY_CLIENT_ID", "robot",
                        "GATEWAY_CLIENT_SECRET", "secret-of-the-robot"),
                folder,
                Clock.systemUTC()));
        command.setOut(new PrintWriter(out, true));
        Stream<String> always = Stream.of(
                "consents",
                "list",
                "--url",
                "http://127.0.0.1:" + gateway.getAddress().getPort());
        return command.execute(Stream.concat(always, Stream.of(options)).toArray(String[]::new));
    }
}
