package org.mcpgateway.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.mcpgateway.auth.support.TestClient.Answer;

/** A session of the {@code initialize} era, as its client sees it. */
final class McpSession {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private static final String LATEST = "2025-11-25";

    private final URI service;
    private final String accessToken;
    private final Tally tally;
    private String id = "";

    private McpSession(URI service, String accessToken, Tally tally) {
        this.service = service;
        this.accessToken = accessToken;
        this.tally = tally;
    }

    static McpSession open(URI service, String accessToken, Tally tally) throws IOException, InterruptedException {
        var session = new McpSession(service, accessToken, tally);
        Answer answer = session.post(message(0, "initialize", """
            {"protocolVersion": "%s", "capabilities": {}, "clientInfo": {"name": "soak", "version": "1"}}""".formatted(LATEST)));
        tally.expect("initialize", 200, answer.status(), answer.body());
        session.id = answer.header("Mcp-Session-Id");
        session.tell("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
        return session;
    }

    /** The same session asked for with another token. */
    McpSession with(String otherToken) {
        var session = new McpSession(service, otherToken, tally);
        session.id = id;
        return session;
    }

    /** A JSON-RPC request. */
    static String message(int id, String method, String params) {
        return "{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + params + "}";
    }

    /** A call that tells its progress. */
    static String longCall(int id, String tool, String arguments) {
        return message(
                id,
                "tools/call",
                "{\"name\": \"" + tool + "\", \"arguments\": " + arguments + ", \"_meta\": {\"progressToken\": " + id
                        + "}}");
    }

    Answer post(String message) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(posting(message), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    void tell(String notification) throws IOException, InterruptedException {
        Answer answer = post(notification);
        tally.expect("notification", 202, answer.status(), answer.body());
    }

    Answer call(String tool, String arguments) throws IOException, InterruptedException {
        return post(message(1, "tools/call", "{\"name\": \"" + tool + "\", \"arguments\": " + arguments + "}"));
    }

    /** Posts a message and reads what comes of it as it comes. */
    McpStream stream(String message) throws IOException, InterruptedException {
        return opened(posting(message));
    }

    /** Opens the stream for what belongs to no call. */
    McpStream listen() throws IOException, InterruptedException {
        return opened(request().GET().build());
    }

    /** Goes on after an event. */
    McpStream resume(String lastEventId) throws IOException, InterruptedException {
        return opened(request().header("Last-Event-ID", lastEventId).GET().build());
    }

    /**
     * Posts a message on a connection of its own and breaks it off.
     *
     * @param sent how much of the body is sent before, 1 is all of it
     */
    void breakOff(String message, double sent) throws IOException {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST " + service.getPath() + " HTTP/1.1\r\nHost: " + service.getAuthority()
                + "\r\nContent-Length: " + body.length + "\r\n");
        posting(message)
                .headers()
                .map()
                .forEach((name, values) -> head.append(name + ": " + values.getFirst() + "\r\n"));
        try (Socket connection = new Socket(service.getHost(), service.getPort())) {
            connection.setOption(StandardSocketOptions.SO_LINGER, 0); // reset, as of one whose machine is gone
            connection.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(body, 0, (int) (body.length * sent));
            connection.getOutputStream().flush();
            if (sent == 1) {
                connection.getInputStream().read();
            }
        }
    }

    int end() throws IOException, InterruptedException {
        return HTTP.send(request().DELETE().build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private McpStream opened(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Optional<String> type = response.headers().firstValue("Content-Type");
        tally.expect("stream", 200, response.statusCode(), type.orElse(""));
        return new McpStream(response.body());
    }

    private HttpRequest posting(String message) {
        return request()
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(service)
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "application/json, text/event-stream");
        return id.isEmpty() ? request : request.header("Mcp-Session-Id", id).header("MCP-Protocol-Version", LATEST);
    }
}
