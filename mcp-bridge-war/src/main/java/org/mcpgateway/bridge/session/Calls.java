package org.mcpgateway.bridge.session;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/**
 * The requests of one session that its server has not answered yet. They get numbers of the session's own on the way to
 * the server, as do their progress tokens, so that two in flight with the same id are both answered; what comes back
 * finds its request by that number.
 */
final class Calls {

    /** Requests of one session that may be in flight. */
    private static final int MOST_CALLS = 1024;

    private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();
    private final Supplier<McpServerLink> server;
    private volatile long usedAt = System.nanoTime();

    /** @param server gives the link to the server or throws {@link ServerUnavailableException} */
    Calls(Supplier<McpServerLink> server) {
        this.server = server;
    }

    /**
     * Sends a request under its number.
     *
     * @param request renumbered
     */
    void begin(PendingCall call, byte[] request) {
        boolean hasRoom = calls.size() < MOST_CALLS;
        calls.put(call.number(), call);
        if (!hasRoom) {
            fail(call, 503, "too many calls at the same time");
            return;
        }
        try {
            server.get().call(request);
        } catch (ServerBusyException e) {
            fail(call, 503, String.valueOf(e.getMessage()));
        } catch (ServerUnavailableException e) {
            fail(call, 502, String.valueOf(e.getMessage()));
        }
    }

    /** The call of this answer, which is in flight no more; empty when there is none. */
    Optional<PendingCall> take(JsonRpcMessage.Response response) {
        usedAt = System.nanoTime();
        return response.id().integer().map(calls::remove);
    }

    /** Brings news of a call to its client; those of a call that did not ask, or is over, go nowhere. */
    void progressed(JsonRpcMessage.Notification notification) {
        Optional<RawJson> token = notification.json().path("params", "progressToken");
        PendingCall call = token.flatMap(RawJson::integer).map(calls::get).orElse(null);
        if (call != null && token.isPresent() && call.progressToken().isPresent()) {
            call.send(notification
                    .json()
                    .splice(token.get(), call.progressToken().get().bytes()));
        }
    }

    /**
     * Tells the server that the client does not want an answer any more. It may give one all the same; as it should
     * give none (MCP 2025-11-25, Cancellation), {@link #keepAlive} does not wait for it.
     */
    void cancel(JsonRpcMessage.Notification notification) {
        RawJson json = notification.json();
        Optional<RawJson> requestId = json.path("params", "requestId");
        requestId.ifPresent(wanted -> calls.values().stream()
                .filter(call -> call.id().text().equals(wanted.text()))
                .forEach(call -> {
                    call.cancel();
                    server.get().send(json.splice(wanted, bytes(Long.toString(call.number()))));
                }));
    }

    /** The one that began last. */
    Optional<PendingCall> latest() {
        return calls.values().stream().max(Comparator.comparingLong(PendingCall::number));
    }

    /** How long no call has been answered. */
    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    int count() {
        return calls.size();
    }

    /** Whether a client is there for the answer to any of them. */
    boolean isAnyAwaited() {
        return calls.values().stream().anyMatch(call -> call.response().isAwaited());
    }

    /** Gives signs of life on quiet responses, and ends those of calls that were cancelled and not answered since. */
    void keepAlive(long silenceNanos) {
        for (PendingCall call : calls.values()) {
            if (call.isCancelled() && call.silence() > silenceNanos) {
                Thread.startVirtualThread(() -> fail(call, 200, "the request was cancelled"));
            } else if (call.silence() > silenceNanos) {
                Thread.startVirtualThread(() -> call.response().keepAlive(silenceNanos));
            }
        }
    }

    /** Answers all of them with an error. */
    void failAll(String reason) {
        List.copyOf(calls.values()).forEach(call -> fail(call, 200, reason));
    }

    private void fail(PendingCall call, int status, String reason) {
        if (calls.remove(call.number(), call)) {
            usedAt = System.nanoTime();
            call.answer(status, JsonRpcError.message(call.id(), JsonRpcError.INTERNAL_ERROR, reason));
        }
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
