package org.mcpgateway.bridge.supervision;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.mcpgateway.bridge.jsonrpc.EnvelopeScanner;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.ListeningLink;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/**
 * A link with an eye on what goes by: it measures, ends calls that take too long where a limit is set, and can be ended
 * once its calls are done. Progress keeps a call alive, and while the server waits for the client no call is late.
 */
public final class WatchedLink extends ListeningLink {

    private static final int MOST_QUESTIONS = 1000;

    private final Use use;
    private final BridgeMetrics metrics;
    private final Consumer<WatchedLink> ended;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Set<String> questions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger finishing = new AtomicInteger();
    private volatile boolean draining;
    private volatile boolean over;

    /**
     * What a link is for.
     *
     * @param service whose server it leads to
     * @param limit of silence in a call; zero: none
     * @param shared whether requests of stateless clients share it, else it is one session's
     */
    public record Use(String service, Duration limit, boolean shared) {}

    /**
     * @param listener hears what the server says
     * @param ended called when the link is over
     */
    WatchedLink(Use use, BridgeMetrics metrics, LinkListener listener, Consumer<WatchedLink> ended) {
        super(listener);
        this.use = use;
        this.metrics = metrics;
        this.ended = ended;
    }

    Use use() {
        return use;
    }

    boolean isOver() {
        return over;
    }

    @Override
    protected void pass(byte[] message, McpServerLink opened, BiConsumer<McpServerLink, byte[]> way) {
        EnvelopeScanner envelope = EnvelopeScanner.of(message);
        if (envelope.isRequest()) {
            calls.put(envelope.id().orElseThrow(), new Call(envelope.method()));
        } else if (envelope.isResponse()) {
            questions.remove(envelope.id().orElseThrow());
            calls.values().forEach(Call::heard);
        } else if (envelope.method().equals("notifications/cancelled")) {
            RawJson.parse(message).path("params", "requestId").ifPresent(id -> done(id.text(), true));
        }
        metrics.sent(use.service(), message.length);
        try {
            way.accept(opened, message);
        } catch (ServerUnavailableException e) {
            envelope.id().ifPresent(id -> done(id, true));
            throw e;
        } finally {
            closeIfDrained();
        }
    }

    @Override
    public void received(byte[] message) {
        metrics.received(use.service(), message.length);
        EnvelopeScanner envelope = EnvelopeScanner.of(message);
        if (envelope.isResponse()) {
            finish(() -> {
                done(envelope.id().orElseThrow(), envelope.isError());
                tell(message);
            });
        } else {
            note(message, envelope);
            tell(message);
        }
    }

    @Override
    public void closed(String reason) {
        over = true;
        calls.keySet().forEach(id -> done(id, true));
        ended.accept(this);
        tellEnd(reason);
    }

    /** Ends it as soon as no call is under way. */
    void drain() {
        draining = true;
        closeIfDrained();
    }

    /** Fails the calls that are late. */
    void look() {
        if (!use.limit().isZero() && questions.isEmpty()) {
            calls.forEach((id, call) -> {
                if (call.isLate(use.limit())) {
                    Thread.ofVirtual().start(() -> finish(() -> fail(id)));
                }
            });
        }
    }

    private void note(byte[] message, EnvelopeScanner envelope) {
        if (envelope.isRequest()) {
            asked(envelope.id().orElseThrow());
        } else if (envelope.method().equals("notifications/cancelled")) {
            RawJson.parse(message).path("params", "requestId").ifPresent(id -> questions.remove(id.text()));
        } else if (!use.limit().isZero() && envelope.method().equals("notifications/progress")) {
            // Whoever sends a request gives it its own id as progress token.
            progressToken(message).map(calls::get).ifPresent(Call::heard);
        }
    }

    private void asked(String id) {
        if (questions.size() < MOST_QUESTIONS) {
            questions.add(id);
        }
    }

    private void fail(String id) {
        if (!done(id, true)) {
            return;
        }
        RawJson raw = RawJson.parse(id.getBytes(StandardCharsets.UTF_8));
        tell(JsonRpcError.message(
                raw,
                JsonRpcError.INTERNAL_ERROR,
                "the MCP server took too long: nothing was heard of the call for "
                        + use.limit().toSeconds() + " s"));
        if (!over) {
            String cancelled = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                    + id + ",\"reason\":\"timeout\"}}";
            try {
                opened().send(cancelled.getBytes(StandardCharsets.UTF_8));
            } catch (ServerUnavailableException e) {
                System.getLogger(WatchedLink.class.getName())
                        .log(System.Logger.Level.DEBUG, "event=cancel-not-sent service={0}", use.service());
            }
        }
    }

    /** Whether the call was under way. */
    private boolean done(String id, boolean failed) {
        Call call = calls.remove(id);
        if (call != null) {
            metrics.answered(use.service(), call.method, call.age(), failed);
        }
        return call != null;
    }

    /** Ends a call; until that is told the link stays open. */
    private void finish(Runnable end) {
        finishing.incrementAndGet();
        try {
            end.run();
        } finally {
            finishing.decrementAndGet();
            closeIfDrained();
        }
    }

    /** On a thread of its own: this one may hold the locks of links that the end has to be told through. */
    private void closeIfDrained() {
        if (draining && !over && calls.isEmpty() && finishing.get() == 0) {
            Thread.ofVirtual().start(this::close);
        }
    }

    private static Optional<String> progressToken(byte[] message) {
        return RawJson.parse(message).path("params", "progressToken").map(RawJson::text);
    }

    /** A request under way. */
    private static final class Call {

        private final String method;
        private final long startedAt = System.nanoTime();
        private volatile long heardAt = startedAt;

        Call(String method) {
            this.method = method;
        }

        void heard() {
            heardAt = System.nanoTime();
        }

        long age() {
            return System.nanoTime() - startedAt;
        }

        /** Subscriptions are silent as long as nothing changes (MCP 2026-07-28, basic/patterns/subscriptions). */
        boolean isLate(Duration limit) {
            return !method.equals("subscriptions/listen") && System.nanoTime() - heardAt > limit.toNanos();
        }
    }
}
