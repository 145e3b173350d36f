package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.CoverageAgent;

/** The bridge WAR on Payara Micro, under {@code /services}, with nobody in front of it. */
final class OperatedBridge implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;

    private OperatedBridge(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it with a folder of its own and these settings. */
    static OperatedBridge start(Path folder, Map<String, String> settings) throws IOException {
        int port = freePort();
        Path preBoot = BridgeServer.writeCommands(folder.resolve("before-boot.asadmin"));
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx384m",
                        "-jar",
                        System.getProperty("payara.micro.jar"),
                        "--nocluster",
                        "--disablephonehome",
                        "--rootdir",
                        folder.resolve("root").toString(),
                        "--prebootcommandfile",
                        preBoot.toString(),
                        "--port",
                        Integer.toString(port),
                        "--deploy",
                        System.getProperty("war") + ":/services"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(CoverageAgent.environment());
        builder.environment().putAll(settings);
        OperatedBridge server = new OperatedBridge(builder.start(), port);
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(200)).until(server::isUp);
        } catch (RuntimeException e) {
            server.close();
            throw new IllegalStateException(Files.readString(log), e);
        }
        return server;
    }

    /** An answer of the bridge. */
    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** What may be asked there, as a health check does. */
    HttpResponse<String> options(String path) {
        return send(request(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    /** Posts a message as a user. */
    HttpResponse<String> post(String service, String user, String body, String... headers) {
        return send(posting(service, user, body, headers));
    }

    private HttpRequest.Builder posting(String service, String user, String body, String... headers) {
        return request("/services/" + service + "/mcp", headers)
                .header("X-User-Id", user)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Opens a session; the answer carries its id. */
    HttpResponse<String> initialize(String service, String user) {
        return post(
                service,
                user,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                        + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
    }

    /** The id of a session that must open. */
    String open(String service, String user) {
        HttpResponse<String> answer = initialize(service, user);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    /** Calls a method in a session. */
    HttpResponse<String> call(String service, String user, String session, String method, String params) {
        return post(
                service,
                user,
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"" + method + "\",\"params\":" + params + "}",
                "Mcp-Session-Id",
                session);
    }

    /** Calls a method as a stateless client does. */
    HttpResponse<String> stateless(String service, String user, String method, String params) {
        return send(statelessRequest(service, user, method, params));
    }

    /** Calls a tool as a stateless client does. */
    HttpResponse<String> statelessTool(String service, String user, String tool) {
        return send(statelessRequest(service, user, "tools/call", ",\"name\":\"" + tool + "\"")
                .header("Mcp-Name", tool));
    }

    /** The same without waiting: who cancels it cuts the connection. */
    CompletableFuture<HttpResponse<String>> statelessLater(String service, String user, String method) {
        return http.sendAsync(
                statelessRequest(service, user, method, "").build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder statelessRequest(String service, String user, String method, String params) {
        String meta = "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
        return posting(
                service,
                user,
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"" + method + "\",\"params\":{\"_meta\":" + meta + params
                        + "}}",
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                method);
    }

    /** Ends a session. */
    void end(String service, String user, String session) {
        send(request("/services/" + service + "/mcp", "Mcp-Session-Id", session)
                .header("X-User-Id", user)
                .DELETE());
    }

    /** The server's process. */
    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUp() {
        try {
            return process.isAlive() && get("/services/health/live").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
