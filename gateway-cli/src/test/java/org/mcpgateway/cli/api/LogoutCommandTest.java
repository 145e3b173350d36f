package org.mcpgateway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/** {@code gateway logout} says that somebody is signed out only when they are (RFC 7009 s2.2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogoutCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer gateway;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void a_gateway_that_somebody_is_signed_in_to() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/revoke", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", issuer() + "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        gateway.start();
        signedIn("the-refresh-token");
    }

    @AfterEach
    void it_stops() {
        gateway.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 307, 400, 403, 404, 405, 429, 500, 502, 503})
    void what_revokes_nothing_signs_nobody_out(int answered) throws IOException {
        status = answered;

        assertThat(logout()).isEqualTo(ExitCode.UNREACHABLE.number());

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().contains("nothing was ended");
        assertThat(Files.readString(file())).contains("the-refresh-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Who are you?", "[]", "{}", "{\"error\":\"access_denied\"}"})
    void a_proxy_that_wants_a_password_signs_nobody_out(String page) throws IOException {
        status = 401;
        body = page;

        assertThat(logout()).isEqualTo(ExitCode.UNREACHABLE.number());

        assertThat(err.toString()).contains("nothing was ended", "is --url its issuer?", file().toString());
        assertThat(Files.readString(file())).contains("the-refresh-token");
    }

    @Test
    void what_is_revoked_is_forgotten() throws IOException {
        assertThat(logout()).isZero();

        assertThat(asked).singleElement().asString().contains("token=the-refresh-token", "client_id=this-command");
        assertThat(out.toString()).contains("signed out of " + issuer());
        assertThat(Files.readString(file())).isEqualTo("[]");
    }

    @Test
    void a_client_that_is_gone_has_taken_its_tokens_along() throws IOException {
        status = 401;
        body = "{\"error\":\"invalid_client\",\"error_description\":\"the client is unknown\"}";

        assertThat(logout()).isZero();

        assertThat(Files.readString(file())).isEqualTo("[]");
    }

    @Test
    void without_a_refresh_token_the_access_token_is_revoked() throws IOException {
        signedIn("");

        assertThat(logout()).isZero();

        assertThat(asked).singleElement().asString().contains("token=the-access-token");
    }

    private String issuer() {
        return "http://127.0.0.1:" + gateway.getAddress().getPort();
    }

    private Path file() {
        return folder.resolve("login.json");
    }

    private void signedIn(String refreshToken) throws IOException {
        Files.writeString(
                file(),
                "[{\"issuer\":\"" + issuer() + "\",\"client_id\":\"this-command\","
                        + "\"access_token\":\"the-access-token\",\"refresh_token\":\"" + refreshToken + "\","
                        + "\"expires_at\":\"2026-01-01T00:00:00Z\"}]");
    }

    private int logout() {
        CommandLine command = Gateway.commandLine(
                new CommandContext(Map.of("GATEWAY_LOGIN_FILE", file().toString()), folder, Clock.systemUTC()));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute("logout", "--url", issuer());
    }
}
