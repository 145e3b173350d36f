package org.mcpgateway.bridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.bridge.server.ChildWatcher;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/** Remembers what a server said and how it ended. */
public final class Heard implements LinkListener, ChildWatcher {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final CompletableFuture<End> gone = new CompletableFuture<>();

    /** The next message that is JSON, within half a minute. */
    public JsonObject next() {
        try {
            byte[] message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(message).as("a message of the server").isNotNull();
            try (var reader = Json.createReader(new ByteArrayInputStream(message))) {
                return reader.readObject();
            } catch (jakarta.json.JsonException e) {
                return next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request, and gives the next message. */
    public JsonObject ask(McpServerLink link, int id, String method, String params) {
        send(link, id, method, params);
        return next();
    }

    /** Sends a request. */
    public static void send(McpServerLink link, int id, String method, String params) {
        link.send(("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Why the link closed; waits for it. */
    public String closedBecause() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** How the child ended; waits for it. */
    public End end() {
        return gone.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Whether nothing was said that has not been read. */
    public boolean isQuiet() {
        return messages.isEmpty();
    }

    @Override
    public void received(byte[] message) {
        messages.add(message);
    }

    @Override
    public void closed(String reason) {
        closed.complete(reason);
    }

    @Override
    public void spoke() {
        assertThat(gone).isNotDone();
    }

    @Override
    public void gone(End end) {
        gone.complete(end);
    }
}
