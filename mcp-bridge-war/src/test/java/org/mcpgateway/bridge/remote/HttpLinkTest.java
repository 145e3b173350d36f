package org.mcpgateway.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.Heard;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpLinkTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int LONGEST = 100_000;

    /** What makes a request one of the stateless era. */
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}";

    private static final byte[] CANCELLED_5 =
            message("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");

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
        var limits = new BridgeConfig.LimitSettings(Duration.ZERO, Duration.ZERO, 1, 1, 1, 1, LONGEST, Duration.ZERO);

        assertThatThrownBy(() ->
                        new RemoteServers(limits).open(address(1), Map.of("Authorization", "Bearer a\u200b"), heard))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("Bearer");
    }

    @Test
    void the_stream_of_a_server_that_keeps_it_open_ends_with_the_link() throws Exception {
        var cut = new CompletableFuture<Boolean>();
        HttpServer server = server(exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                speakUntilCut(exchange, cut);
            } else {
                greet(exchange);
            }
        });
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

    @Test
    void a_stateless_request_repeats_in_headers_what_its_tool_wants_repeated() throws Exception {
        try (var server = new StatelessServer()) {
            HttpLink link = link(server.address(), Map.of());
            heard.ask(link, 1, "tools/list", "{" + META + "}");

            heard.ask(link, 2, "tools/call", """
                    {"name":"query","arguments":{"region":"us-west1","limits":{"rows":42},"dry":true,"note":"über",\
                    "none":null,"strange":"x"},%s}""".formatted(META));

            assertThat(server.heard(2))
                    .containsEntry("Mcp-protocol-version", List.of("2026-07-28"))
                    .containsEntry("Mcp-method", List.of("tools/call"))
                    .containsEntry("Mcp-name", List.of("query"))
                    .containsEntry("Mcp-param-region", List.of("us-west1"))
                    .containsEntry("Mcp-param-rows", List.of("42"))
                    .containsEntry("Mcp-param-dry", List.of("true"))
                    .containsEntry("Mcp-param-note", List.of("=?base64?w7xiZXI=?="))
                    .doesNotContainKey("Mcp-param-none");
        }
    }

    @Test
    void a_tool_that_wants_nothing_repeated_any_more_gets_nothing_repeated() throws Exception {
        try (var server = new StatelessServer()) {
            HttpLink link = link(server.address(), Map.of());
            heard.ask(link, 1, "tools/list", "{" + META + "}");
            server.lists("{\"name\":\"query\",\"inputSchema\":{\"type\":\"object\"}}");
            heard.ask(link, 2, "tools/list", "{" + META + "}");

            heard.ask(link, 3, "tools/call", "{\"name\":\"query\",\"arguments\":{\"region\":\"us\"}," + META + "}");

            assertThat(server.heard(3)).doesNotContainKey("Mcp-param-region");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tools/call, name, two words, two words",
        "prompts/get, name, größe, =?base64?Z3LDtsOfZQ==?=",
        "resources/read, uri, 'note://a b/ ', =?base64?bm90ZTovL2EgYi8g?=",
        "resources/read, uri, =?base64?eA==?=, =?base64?PT9iYXNlNjQ/ZUE9PT89?="
    })
    void a_name_that_no_header_can_carry_is_encoded(String method, String member, String name, String header)
            throws Exception {
        try (var server = new StatelessServer()) {
            HttpLink link = link(server.address(), Map.of());

            heard.ask(link, 1, method, "{\"" + member + "\":\"" + name + "\"," + META + "}");

            assertThat(server.heard(1)).containsEntry("Mcp-name", List.of(header));
        }
    }

    @Test
    void a_stateless_call_is_cancelled_by_the_end_of_its_stream_alone() throws Exception {
        var cut = new CompletableFuture<Boolean>();
        var requests = new AtomicInteger();
        HttpServer server = server(exchange -> {
            requests.incrementAndGet();
            speakUntilCut(exchange, cut);
        });
        try {
            HttpLink link = link(address(server.getAddress().getPort()), Map.of());
            assertThat(heard.ask(link, 5, "subscriptions/listen", "{" + META + "}")
                            .getString("method"))
                    .isEqualTo("notifications/x");

            link.send(CANCELLED_5);

            assertThat(cut.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(requests).hasValue(1);
            assertThat(heard.isQuiet()).isTrue();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_stateless_call_is_cancelled_before_the_server_has_said_anything() throws Exception {
        var asked = new CompletableFuture<Boolean>();
        var cancelled = new CompletableFuture<Boolean>();
        var cut = new CompletableFuture<Boolean>();
        HttpServer server = server(exchange -> {
            asked.complete(true);
            cancelled.join();
            speakUntilCut(exchange, cut);
        });
        try {
            HttpLink link = link(address(server.getAddress().getPort()), Map.of());
            Heard.send(link, 5, "tools/call", "{\"name\":\"slow\"," + META + "}");
            asked.get(30, TimeUnit.SECONDS);

            link.send(CANCELLED_5);
            cancelled.complete(true);

            assertThat(cut.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.isQuiet()).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/mcp", handler);
        server.start();
        return server;
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

    /** Answers every request of the stateless era, and remembers the headers of each by its id. */
    private static final class StatelessServer implements AutoCloseable {

        private final HttpServer server;
        private final Map<Integer, Map<String, List<String>>> headers = new ConcurrentHashMap<>();
        private volatile String tools = """
                {"name":"query","inputSchema":{"type":"object","properties":{
                "region":{"type":"string","x-mcp-header":"Region"},
                "limits":{"type":"object","properties":{"rows":{"type":"integer","x-mcp-header":"Rows"}}},
                "dry":{"type":"boolean","x-mcp-header":"Dry"},
                "note":{"type":"string","x-mcp-header":"Note"},
                "none":{"type":"string","x-mcp-header":"None"},
                "strange":{"type":"string","x-mcp-header":"no: token"}}}}""";

        StatelessServer() throws IOException {
            server = HttpLinkTest.server(this::answer);
        }

        URI address() {
            return HttpLinkTest.address(server.getAddress().getPort());
        }

        /** What it has from now on. */
        void lists(String newTools) {
            tools = newTools;
        }

        Map<String, List<String>> heard(int id) {
            return headers.get(id);
        }

        private void answer(HttpExchange exchange) throws IOException {
            JsonObject request;
            try (var reader = Json.createReader(exchange.getRequestBody())) {
                request = reader.readObject();
            }
            int id = request.getInt("id");
            headers.put(id, Map.copyOf(exchange.getRequestHeaders()));
            String result = request.getString("method").equals("tools/list") ? "{\"tools\":[" + tools + "]}" : "{}";
            byte[] answer = message("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        }

        @Override
        public void close() {
            server.stop(0);
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
