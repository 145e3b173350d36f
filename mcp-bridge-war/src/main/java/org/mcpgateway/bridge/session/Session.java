package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.InvalidMessageException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/**
 * One session of the {@code initialize} era over one server of its own. Requests get numbers of the session's own on
 * the way to the server, as do their progress tokens, so that two in flight with the same id are both answered; what
 * comes back finds its request by that number.
 */
public final class Session implements LinkListener {

    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    /** Messages that wait for the client to open a stream, when no call is there to carry them. */
    private static final int MOST_WAITING = 256;

    private static final String PRIMING_SINCE = "2025-11-25";

    private final String id;
    private final SessionKey key;
    private final Runnable ended;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();
    private final Map<String, EventStream> streams = new ConcurrentHashMap<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private volatile @Nullable McpServerLink link;
    private volatile @Nullable EventStream standing;
    private volatile @Nullable String closedBecause;
    private volatile String protocolVersion = "";
    private volatile long usedAt = System.nanoTime();

    /** @param ended called once, when the session is over */
    Session(String id, SessionKey key, Runnable ended) {
        this.id = id;
        this.key = key;
        this.ended = ended;
    }

    /** Its identifier, visible ASCII. */
    public String id() {
        return id;
    }

    /** Whose it is. */
    public SessionKey key() {
        return key;
    }

    /** The version that was negotiated; empty before that. */
    public String protocolVersion() {
        return protocolVersion;
    }

    void begin(McpServerLink started) {
        link = started;
        if (closedBecause != null) {
            started.close();
        }
    }

    /** Sends a request to the server; the answer goes to the sink, as JSON or as a stream. */
    public void call(JsonRpcMessage.Request request, Sink sink) {
        usedAt = System.nanoTime();
        long number = numbers.incrementAndGet();
        PendingCall call = new PendingCall(number, request, sink, new EventStream("c" + number, understandsPriming()));
        calls.put(number, call);
        streams.put(call.stream().id(), call.stream());
        try {
            send(request.renumbered(number));
        } catch (ServerUnavailableException e) {
            finish(call);
            call.fail(
                    502,
                    JsonRpcError.message(request.id(), JsonRpcError.INTERNAL_ERROR, String.valueOf(e.getMessage())));
        }
        failIfClosed(call);
    }

    /** Passes a notification or an answer on to the server. */
    public void tell(JsonRpcMessage message) {
        usedAt = System.nanoTime();
        if (message instanceof JsonRpcMessage.Notification notification
                && notification.method().equals("notifications/cancelled")) {
            cancel(notification);
        } else {
            send(message.json().bytes());
        }
    }

    /** Sends what belongs to no call on this response, until the client closes it. */
    public void listen(Sink sink) throws IOException {
        usedAt = System.nanoTime();
        EventStream stream = new EventStream("s" + numbers.incrementAndGet(), understandsPriming());
        streams.put(stream.id(), stream);
        EventStream before = standing;
        if (before != null) {
            before.detach();
        }
        stream.attach(sink, 0);
        synchronized (waiting) {
            standing = stream;
            while (!waiting.isEmpty()) {
                stream.send(waiting.removeFirst());
            }
        }
    }

    /**
     * Goes on with a stream after an event (MCP 2025-11-25, Resumability).
     *
     * @param lastEventId as the client has it
     * @return false when there is no such stream any more
     */
    public boolean resume(String lastEventId, Sink sink) throws IOException {
        usedAt = System.nanoTime();
        int dash = lastEventId.lastIndexOf('-');
        EventStream stream = dash < 0 ? null : streams.get(lastEventId.substring(0, dash));
        if (stream == null || !lastEventId.substring(dash + 1).matches("[0-9]{1,18}")) {
            return false;
        }
        stream.detach();
        stream.attach(sink, Long.parseLong(lastEventId.substring(dash + 1)));
        return true;
    }

    /** Ends the session and its server. */
    public void close(String reason) {
        end(reason);
        McpServerLink open = link;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void received(byte[] message) {
        try {
            route(JsonRpcMessage.parse(message));
        } catch (MalformedJsonException | InvalidMessageException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=child-message-invalid service={0} session={1} reason=\"{2}\"",
                    key.service(),
                    shortId(),
                    e.getMessage());
        }
    }

    @Override
    public void closed(String reason) {
        end(reason);
    }

    /** Gives signs of life on quiet streams, and forgets streams that are over. */
    void keepAlive(long silenceNanos, long callLimitNanos) {
        for (PendingCall call : calls.values()) {
            call.keepAlive(silenceNanos);
            if (callLimitNanos > 0 && call.silence() > callLimitNanos) {
                timeOut(call);
            }
        }
        streams.values().forEach(stream -> stream.keepAlive(silenceNanos));
        streams.values().removeIf(stream -> stream.isFinished() && !stream.isConnected() && isOld(stream));
    }

    /** How long nothing has happened; never while a call runs or a stream is open. */
    long idleNanos() {
        boolean busy = !calls.isEmpty() || streams.values().stream().anyMatch(EventStream::isConnected);
        return busy ? 0 : System.nanoTime() - usedAt;
    }

    private void route(JsonRpcMessage message) {
        switch (message) {
            case JsonRpcMessage.Response response -> answered(response);
            case JsonRpcMessage.Notification notification
            when notification.method().equals("notifications/progress") -> progressed(notification);
            case JsonRpcMessage.Notification notification ->
                say(notification.json().bytes());
            case JsonRpcMessage.Request request -> say(request.json().bytes());
        }
    }

    private void answered(JsonRpcMessage.Response response) {
        PendingCall call = response.id().integer().map(calls::get).orElse(null);
        if (call == null) {
            LOG.log(System.Logger.Level.DEBUG, "event=answer-without-call session={0}", shortId());
            return;
        }
        if (protocolVersion.isEmpty()) {
            protocolVersion = response.json()
                    .path("result", "protocolVersion")
                    .flatMap(RawJson::string)
                    .orElse("");
        }
        finish(call);
        call.answer(response.withId(call.id()));
    }

    private void progressed(JsonRpcMessage.Notification notification) {
        Optional<RawJson> token = notification.json().path("params", "progressToken");
        PendingCall call = token.flatMap(RawJson::integer).map(calls::get).orElse(null);
        if (call != null && token.isPresent() && call.progressToken().isPresent()) {
            call.send(notification
                    .json()
                    .splice(token.get(), call.progressToken().get().bytes()));
        }
    }

    /**
     * Sends what names no call: on the only call in flight, which it most likely is about; else on the standing stream;
     * else on the latest call; else it waits for a stream.
     */
    private void say(byte[] message) {
        EventStream stream = standing;
        boolean listening = stream != null && stream.isConnected();
        Optional<PendingCall> latest = calls.values().stream().max(Comparator.comparingLong(PendingCall::number));
        if (latest.isPresent() && (calls.size() == 1 || !listening)) {
            latest.get().send(message);
        } else if (stream != null && listening) {
            stream.send(message);
        } else {
            synchronized (waiting) {
                if (waiting.size() == MOST_WAITING) {
                    waiting.removeFirst();
                }
                waiting.addLast(message);
            }
        }
    }

    private void cancel(JsonRpcMessage.Notification notification) {
        RawJson json = notification.json();
        Optional<RawJson> requestId = json.path("params", "requestId");
        requestId.ifPresent(wanted -> calls.values().stream()
                .filter(call -> call.id().text().equals(wanted.text()))
                .forEach(call ->
                        send(json.splice(wanted, Long.toString(call.number()).getBytes(StandardCharsets.US_ASCII)))));
    }

    private void timeOut(PendingCall call) {
        finish(call);
        call.fail(504, JsonRpcError.message(call.id(), JsonRpcError.INTERNAL_ERROR, "the MCP server took too long"));
        try {
            send(("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                            + call.number() + ",\"reason\":\"timeout\"}}")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (ServerUnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=cancel-not-sent session={0}", shortId());
        }
    }

    private void send(byte[] message) {
        McpServerLink open = link;
        if (open == null || closedBecause != null) {
            throw new ServerUnavailableException("the MCP server has ended");
        }
        open.send(message);
    }

    private void end(String reason) {
        synchronized (this) {
            if (closedBecause != null) {
                return;
            }
            closedBecause = reason;
        }
        ended.run();
        calls.values().forEach(this::failIfClosed);
        streams.values().forEach(EventStream::detach);
    }

    private void failIfClosed(PendingCall call) {
        String reason = closedBecause;
        if (reason != null && calls.remove(call.number()) != null) {
            call.answer(JsonRpcError.message(call.id(), JsonRpcError.INTERNAL_ERROR, reason));
        }
    }

    private void finish(PendingCall call) {
        calls.remove(call.number());
        if (!call.isStreaming()) {
            streams.remove(call.stream().id());
        }
        usedAt = System.nanoTime();
    }

    private boolean understandsPriming() {
        return protocolVersion.compareTo(PRIMING_SINCE) >= 0;
    }

    private boolean isOld(EventStream stream) {
        return stream.quietNanos() > java.util.concurrent.TimeUnit.MINUTES.toNanos(1);
    }

    private String shortId() {
        return id.substring(0, Math.min(8, id.length()));
    }
}
