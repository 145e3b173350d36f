package org.mcpgateway.bridge.era;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/** One server's link with JSON-RPC on it: gives ids to requests and brings each response to the one who asked. */
final class ServerConnection implements LinkListener, AutoCloseable {

    /** What the server says of its own accord. Called by the thread that reads the server, so it must not wait. */
    interface Listener {
        void requested(JsonObject request);

        void notified(JsonObject notification);

        void lost(String reason);
    }

    private final Listener listener;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Consumer<JsonObject>> expected = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<JsonObject>> awaited = new ConcurrentHashMap<>();
    private final CompletableFuture<McpServerLink> link = new CompletableFuture<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    private ServerConnection(Listener listener) {
        this.listener = listener;
    }

    static ServerConnection open(ServerOpener opener, Listener listener) {
        var connection = new ServerConnection(listener);
        connection.link.complete(opener.open(connection));
        return connection;
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    /** Who waits for the response is not told when the server is lost: {@link Listener#lost} says so once. */
    void expect(long id, Consumer<JsonObject> onResponse) {
        expected.put(id, onResponse);
    }

    void forget(long id) {
        expected.remove(id);
    }

    /**
     * Asks the server something on the gateway's own behalf.
     *
     * @return the whole response; fails with {@link ServerLostException}, or when it takes longer
     */
    CompletableFuture<JsonObject> request(String method, JsonObject params, Duration longest) {
        long id = nextId();
        var response = new CompletableFuture<JsonObject>();
        awaited.put(id, response);
        expect(id, response::complete);
        send(message(method, params).add("id", id).build());
        if (lost.isDone()) {
            response.completeExceptionally(new ServerLostException(lost.join()));
        }
        return response.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).whenComplete((answer, failure) -> {
            awaited.remove(id);
            forget(id);
        });
    }

    /** Sends a request whose response makes no difference. */
    void instruct(String method, JsonObject params) {
        send(message(method, params).add("id", nextId()).build());
    }

    void announce(String method, JsonObject params) {
        send(message(method, params).build());
    }

    void send(JsonObject message) {
        if (!lost.isDone()) {
            link.join().send(Json.bytes(message));
        }
    }

    boolean isLost() {
        return lost.isDone();
    }

    private static JsonObjectBuilder message(String method, JsonObject params) {
        return Json.object().add("jsonrpc", "2.0").add("method", method).add("params", params);
    }

    @Override
    public void received(byte[] message) {
        Json.parse(message).ifPresent(this::dispatch);
    }

    private void dispatch(JsonObject message) {
        if (message.containsKey("method")) {
            if (message.containsKey("id")) {
                listener.requested(message);
            } else {
                listener.notified(message);
            }
        } else if (message.get("id") instanceof JsonNumber id) {
            Consumer<JsonObject> waiting = expected.remove(id.longValue());
            if (waiting != null) {
                waiting.accept(message);
            }
        }
    }

    @Override
    public void closed(String reason) {
        if (lost.complete(reason)) {
            awaited.forEach((id, response) -> response.completeExceptionally(new ServerLostException(reason)));
            listener.lost(reason);
        }
    }

    @Override
    public void close() {
        link.join().close();
    }
}
