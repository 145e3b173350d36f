package org.mcpgateway.bridge.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One user's MCP client, byte by byte: the headers are what the proxy in front and the client would send. */
public final class RawClient {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final URI mcp;
    private final String user;

    /** A client of this user at this replica. */
    public RawClient(BridgeServer bridge, String user) {
        this(URI.create(bridge.address() + "/" + BridgeServer.SERVICE + "/mcp"), user);
    }

    private RawClient(URI mcp, String user) {
        this.mcp = mcp;
        this.user = user;
    }

    /** The same user at another address of the same service. */
    public RawClient at(String endpoint) {
        return new RawClient(URI.create(mcp.toString().replaceFirst("mcp$", endpoint)), user);
    }

    /** An answer that has ended. */
    public record Answer(int status, String body, Optional<String> type, Optional<String> session) {}

    /** Opens a session of this revision and says that it is initialized. */
    public String open(String version) {
        Answer answer = post("", initialize(version));
        String session = answer.session()
                .orElseThrow(() -> new IllegalStateException("no session: " + answer.status() + " " + answer.body()));
        Answer told = post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        if (told.status() != 202) {
            throw new IllegalStateException("not initialized: " + told);
        }
        return session;
    }

    /** The request that opens a session. */
    public static String initialize(String version) {
        return "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"" + version
                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";
    }

    /** A tool call; {@code arguments} is the inside of an object. */
    public static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{" + arguments + "},\"_meta\":{\"progressToken\":\"p" + id + "\"}}}";
    }

    /** Posts a message in a session (none if empty) and waits for the whole answer. */
    public Answer post(String session, String body) {
        return post(session, body, Map.of());
    }

    /** The same with further headers. */
    public Answer post(String session, String body, Map<String, String> headers) {
        return ended(send(request(session, headers).POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** Posts a message and reads the answer while it comes. */
    public Events stream(String session, String body) {
        return stream(session, body, Map.of());
    }

    /** The same with further headers. */
    public Events stream(String session, String body, Map<String, String> headers) {
        return events(request(session, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts a message; the answer comes later. */
    public CompletableFuture<Answer> later(String session, String body) {
        return CompletableFuture.supplyAsync(() -> post(session, body), Thread::startVirtualThread);
    }

    /** GET that is answered without a stream. */
    public Answer get(String session) {
        return ended(send(request(session, Map.of()).GET()));
    }

    /** GET with a last event id that is answered without a stream. */
    public Answer get(String session, String lastEventId) {
        return ended(send(request(session, Map.of("Last-Event-ID", lastEventId)).GET()));
    }

    /** Opens a standing stream. */
    public Events listen(String session) {
        return events(request(session, Map.of()).GET());
    }

    /** Goes on after an event. */
    public Events resume(String session, String lastEventId) {
        return events(request(session, Map.of("Last-Event-ID", lastEventId)).GET());
    }

    /** Ends a session. */
    public Answer delete(String session) {
        return ended(send(request(session, Map.of()).DELETE()));
    }

    private HttpRequest.Builder request(String session, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(mcp)
                .timeout(PATIENCE)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .header("X-User-Id", user);
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        headers.forEach(request::header);
        return request;
    }

    private static HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Events events(HttpRequest.Builder request) {
        HttpResponse<InputStream> response = send(request);
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            throw new AssertionError("no stream: " + ended(response));
        }
        return new Events(response);
    }

    private static Answer ended(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new Answer(
                    response.statusCode(),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    response.headers().firstValue("Content-Type"),
                    response.headers().firstValue("Mcp-Session-Id"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
