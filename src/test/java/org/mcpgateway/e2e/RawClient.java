package org.mcpgateway.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A client of one era that sends what it is told, byte by byte, whatever a well-behaved client would do: the same id
 * twice, somebody else's session, text as somebody has escaped it.
 */
final class RawClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI service;
    private final String accessToken;
    private final Era era;
    private final Optional<String> session;

    private RawClient(URI service, String accessToken, Era era, Optional<String> session) {
        this.service = service;
        this.accessToken = accessToken;
        this.era = era;
        this.session = session;
    }

    /** Connects; in the {@code initialize} era that opens a session. */
    static RawClient connect(SignedInClient signedIn, URI service, Era era) throws IOException, InterruptedException {
        Optional<String> session =
                era == Era.INITIALIZE ? Optional.of(signedIn.at(service).open()) : Optional.empty();
        return new RawClient(service, signedIn.accessToken(), era, session);
    }

    /** The same session with the access token of somebody else. */
    RawClient withTokenOf(SignedInClient somebody) {
        return new RawClient(service, somebody.accessToken(), era, session);
    }

    /**
     * Sends a tool call and gives what comes of it, as it comes.
     *
     * @param id JSON
     * @param arguments JSON
     */
    RawCall call(String id, String tool, String arguments) {
        return RawCall.start(HTTP, posting(id, tool, arguments));
    }

    /**
     * Sends a tool call and reads nothing of what comes of it.
     *
     * @return the connection, open
     */
    Socket callWithoutReading(String tool, String arguments) throws IOException {
        HttpRequest request = posting("1", tool, arguments);
        byte[] body = message("1", tool, arguments).getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST " + service.getPath() + " HTTP/1.1\r\n");
        head.append("Host: ").append(service.getAuthority()).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        request.headers()
                .map()
                .forEach((name, values) ->
                        head.append(name).append(": ").append(values.getFirst()).append("\r\n"));
        Socket connection = new Socket(service.getHost(), service.getPort());
        connection.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().write(body);
        connection.getOutputStream().flush();
        return connection;
    }

    private HttpRequest posting(String id, String tool, String arguments) {
        HttpRequest.Builder request = request().header("Content-Type", "application/json");
        if (era == Era.STATELESS) {
            request.header("Mcp-Method", "tools/call").header("Mcp-Name", tool);
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(message(id, tool, arguments)))
                .build();
    }

    private String message(String id, String tool, String arguments) {
        String params = "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + ",\"_meta\":{\"progressToken\":" + id
                + claim() + "}}";
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":" + params + "}";
    }

    /** Calls a tool that answers at once, and gives its text. */
    String text(String tool, Object arguments) {
        return call("1", tool, json(arguments)).answer().text();
    }

    /** Opens the stream for what belongs to no call. */
    RawCall listen() {
        return RawCall.start(HTTP, request().GET().build());
    }

    /** Ends the session, where there are any; the status. */
    int delete() throws IOException, InterruptedException {
        return HTTP.send(request().DELETE().build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String claim() {
        return era == Era.INITIALIZE
                ? ""
                : ",\"io.modelcontextprotocol/protocolVersion\":\"" + era.revision()
                        + "\",\"io.modelcontextprotocol/clientCapabilities\":" + json(Map.of());
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(service)
                .timeout(Duration.ofMinutes(2)) // to the first byte of the answer
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", era.revision());
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        return request;
    }
}
