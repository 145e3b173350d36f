package org.mcpgateway.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import picocli.CommandLine;

/**
 * {@code gateway health} at a server that says it is another one, whose token it would like to have (RFC 9728 s3.3).
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceResourceTest {

    private static final String OTHER = "https://notes.example.com/mcp";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Queue<String> tokenRequests = new ConcurrentLinkedQueue<>();
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
    private HttpServer issuer;
    private HttpServer service;
    private String resource = "";

    @BeforeEach
    void a_gateway_and_a_service() throws IOException {
        issuer = started();
        issuer.createContext("/token", exchange -> {
            tokenRequests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "{\"access_token\":\"of-the-machine\",\"token_type\":\"Bearer\"}");
        });
        service = started();
        service.createContext("/mcp", this::ask);
        service.createContext(
                "/document",
                exchange -> answer(
                        exchange, 200, "{" + resource + "\"authorization_servers\":[\"" + address(issuer) + "\"]}"));
    }

    @AfterEach
    void they_stop() {
        issuer.stop(0);
        service.stop(0);
    }

    @Test
    void no_token_of_another_service_is_fetched_or_sent() {
        resource = "\"resource\":\"" + OTHER + "\",";

        assertThat(health("--full")).isEqualTo(ExitCode.FAILED.number());

        assertThat(out.toString()).contains("\"state\":\"unhealthy\"", "it says that it is " + OTHER);
        assertThat(tokenRequests).isEmpty();
        assertThat(shown).isEmpty();
    }

    @Test
    void a_document_without_a_resource_gets_no_token() {
        assertThat(health("--full")).isEqualTo(ExitCode.FAILED.number());

        assertThat(out.toString()).contains("its document names no resource");
        assertThat(tokenRequests).isEmpty();
        assertThat(shown).isEmpty();
    }

    @Test
    void without_a_token_too_it_is_unhealthy() {
        for (String said : List.of("\"resource\":\"" + OTHER + "\",", "\"resource\":\"" + here() + "x\",", "")) {
            resource = said;
            out.getBuffer().setLength(0);

            assertThat(health()).as(said).isEqualTo(ExitCode.FAILED.number());

            assertThat(service()).as(said).contains("\"state\":\"unhealthy\"");
        }
    }

    @Test
    void its_own_token_is_sent_to_a_service_that_names_itself_or_its_server() {
        for (String own : List.of(here(), here() + "/", address(service).toString())) {
            resource = "\"resource\":\"" + own + "\",";
            tokenRequests.clear();
            shown.clear();

            health("--full");

            assertThat(tokenRequests).singleElement().asString().contains("resource=");
            assertThat(shown).isNotEmpty().containsOnly("Bearer of-the-machine");
        }
    }

    @Test
    void a_service_that_names_itself_is_healthy() {
        resource = "\"resource\":\"" + here() + "\",";

        health();

        assertThat(service()).contains("\"state\":\"healthy\"");
    }

    private void ask(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null) {
            shown.add(token);
        }
        exchange.getResponseHeaders()
                .set("WWW-Authenticate", "Bearer resource_metadata=\"" + address(service) + "/document\"");
        answer(exchange, 401, "{}");
    }

    /** The row of the service, which comes after that of the gateway. */
    private String service() {
        return out.toString().substring(out.toString().indexOf("{\"name\":\"" + here()));
    }

    private String here() {
        return address(service) + "/mcp";
    }

    private int health(String... options) {
        CommandLine gateway = Gateway.commandLine(new CommandContext(
                Map.of(
                        "XDG_CONFIG_HOME",
                        folder.toString(),
                        "GATEWAY_CLIENT_ID",
                        "robot",
                        "GATEWAY_CLIENT_SECRET",
                        "secret-of-the-robot"),
                folder,
                Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        Stream<String> always = Stream.of("health", "--url", address(issuer).toString(), here(), "--output", "json");
        return gateway.execute(Stream.concat(always, Stream.of(options)).toArray(String[]::new));
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpServer started() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
