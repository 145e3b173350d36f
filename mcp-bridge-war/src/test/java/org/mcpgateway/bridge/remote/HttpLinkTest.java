package org.mcpgateway.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.Heard;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpLinkTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int LONGEST = 100_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Heard heard = new Heard();

    @Test
    void a_server_that_gives_no_sign_does_not_hold_whoever_tells_it_something() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            HttpLink link = link(address(silent.getLocalPort()), Map.of());

            assertThatThrownBy(() -> link.send(
                            message("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{}}")))
                    .isInstanceOf(ServerUnavailableException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void a_call_that_cannot_even_be_sent_is_answered() {
        HttpLink link = link(address(1), Map.of("Authorization", "Bearer a\u200b"));

        assertThat(heard.ask(link, 7, "tools/call", "{}")).containsKey("error");
    }

    @Test
    void a_secret_that_no_header_can_hold_is_refused_by_the_name_of_its_header() {
        var limits = new BridgeConfig.LimitSettings(Duration.ZERO, Duration.ZERO, 1, 1, 1, 1, LONGEST);

        assertThatThrownBy(() ->
                        new RemoteServers(limits).open(address(1), Map.of("Authorization", "Bearer a\u200b"), heard))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("Bearer");
    }

    @Test
    void the_stream_of_a_server_that_keeps_it_open_ends_with_the_link() throws Exception {
        var cut = new CompletableFuture<Boolean>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/mcp", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                speakUntilCut(exchange, cut);
            } else {
                greet(exchange);
            }
        });
        server.start();
        try {
            HttpLink link = link(address(server.getAddress().getPort()), Map.of());
            heard.ask(link, 1, "initialize", "{}");
            assertThat(heard.next().getString("method")).isEqualTo("notifications/x");

            link.close();

            assertThat(cut.get(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static void greet(HttpExchange exchange) throws IOException {
        byte[] answer = message("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\"}}");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    private static void speakUntilCut(HttpExchange exchange, CompletableFuture<Boolean> cut) {
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(message("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\n"));
            while (true) {
                body.write(message(": still here\n\n"));
                body.flush();
                Thread.sleep(20); // the pace of a server that gives signs of life
            }
        } catch (IOException | InterruptedException e) {
            cut.complete(true);
        }
    }

    private HttpLink link(URI address, Map<String, String> headers) {
        return new HttpLink(client, new RemoteSession(address, headers, PATIENCE), LONGEST, heard);
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    private static byte[] message(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
