package org.mcpgateway.bridge.fetch;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** One connection to the fetch server: requests run beside each other on virtual threads, a bounded number of them. */
final class FetchLink implements McpServerLink {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final System.Logger LOG = System.getLogger(FetchLink.class.getName());
    private static final int MOST_AT_ONCE = 8;
    private static final int MOST_WAITING = 128;

    private final FetchProtocol protocol;
    private final LinkListener listener;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final Map<JsonValue, Future<?>> running = new ConcurrentHashMap<>();

    FetchLink(FetchProtocol protocol, LinkListener listener) {
        this.protocol = protocol;
        this.listener = listener;
    }

    @Override
    public void send(byte[] message) {
        JsonObject request = parse(message);
        JsonValue id = request.get("id");
        if (id == null) {
            notified(request);
            return;
        }
        if (workers.isShutdown() || running.size() >= MOST_WAITING) {
            throw new ServerUnavailableException("the fetch server is busy");
        }
        Future<?> work = workers.submit(() -> serve(id, request));
        running.put(id, work);
        if (work.isDone()) {
            running.remove(id);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        listener.closed("the fetch server was closed");
    }

    private void serve(JsonValue id, JsonObject request) {
        try {
            room.acquire();
            try {
                say(protocol.answer(request));
            } finally {
                room.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=fetch-failed", e);
            say(FetchProtocol.error(request, JsonRpcError.INTERNAL_ERROR, "the fetch server failed"));
        } finally {
            running.remove(id);
        }
    }

    private void notified(JsonObject notification) {
        if (notification.getString("method", "").equals("notifications/cancelled")
                && notification.get("params") instanceof JsonObject params) {
            Future<?> work = running.remove(params.getOrDefault("requestId", JsonValue.NULL));
            if (work != null) {
                work.cancel(true);
            }
        }
    }

    private void say(JsonObject message) {
        byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
        synchronized (listener) {
            listener.received(bytes);
        }
    }

    private static JsonObject parse(byte[] message) {
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(message))) {
            return reader.readObject();
        }
    }
}
