package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.tracing.CallSpan;

/**
 * One session of the {@code initialize} era over one server of its own: the client's messages go to the server, the
 * server's to the call that they are about ({@link Calls}) or to a stream of the client ({@link Streams}).
 */
public final class Session implements LinkListener {

    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final String PRIMING_SINCE = "2025-11-25";
    private static final String BATCHES_IN = "2025-03-26";

    private final String id;
    private final SessionKey key;
    private final SessionClient client;
    private final Runnable ended;
    private final AtomicLong numbers = new AtomicLong();
    private final Streams streams;
    private final Calls calls;
    private final ServerMessages messages;
    private volatile @Nullable McpServerLink link;
    private volatile @Nullable String closedBecause;
    private volatile long usedAt = System.nanoTime();

    /**
     * @param log of what is sent on its streams
     * @param ended called once, when the session is over
     */
    Session(String id, SessionKey key, SessionClient client, ReplayLog log, Runnable ended) {
        this.id = id;
        this.key = key;
        this.client = client;
        this.streams = new Streams(log);
        this.calls = new Calls(this::server);
        this.messages = new ServerMessages(
                "service=" + key.service() + " session=" + shortId(),
                calls,
                streams,
                () -> close("the server refused to be initialized"));
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

    /** Who has it. */
    public SessionClient client() {
        return client;
    }

    /** How its client reaches it. */
    public Transport transport() {
        return client.transport();
    }

    /** Whether it is over. */
    public boolean isOver() {
        return closedBecause != null;
    }

    /** How busy it is. */
    public Activity activity() {
        return new Activity(Duration.ofNanos(idleNanos()), calls.count());
    }

    /** The version that was negotiated; empty before that. */
    public String protocolVersion() {
        return messages.protocolVersion();
    }

    /** Whether its revision lets several messages come in one body: that of 2025-03-26 alone does. */
    public boolean takesBatches() {
        return protocolVersion().equals(BATCHES_IN);
    }

    void begin(McpServerLink started) {
        link = started;
        if (closedBecause != null) {
            started.close();
        }
    }

    /**
     * Sends a request to the server; the answer goes to the sink, as JSON or as a stream.
     *
     * @param span of the call, which ends with its answer
     */
    public void call(JsonRpcMessage.Request request, Sink sink, CallSpan span) {
        usedAt = System.nanoTime();
        long number = numbers.incrementAndGet();
        EventStream stream = streams.ofCall(number, understandsPriming());
        calls.begin(
                new PendingCall(number, request, CallResponse.single(sink, stream, streams), span),
                request.renumbered(number));
        failIfClosed();
    }

    /**
     * Sends the messages of a batch to the server; the answers to its requests go to the sink.
     *
     * @param messages at least one of them a request
     */
    public void callAll(List<JsonRpcMessage> messages, Sink sink) {
        usedAt = System.nanoTime();
        long requests = messages.stream()
                .filter(JsonRpcMessage.Request.class::isInstance)
                .count();
        EventStream stream = streams.ofCall(numbers.incrementAndGet(), understandsPriming());
        CallResponse response = CallResponse.batch(sink, stream, streams, Math.toIntExact(requests));
        for (JsonRpcMessage message : messages) {
            if (message instanceof JsonRpcMessage.Request request) {
                long number = numbers.incrementAndGet();
                calls.begin(new PendingCall(number, request, response, CallSpan.NONE), request.renumbered(number));
            } else {
                tellIfOpen(message);
            }
        }
        failIfClosed();
    }

    /**
     * Passes a notification or an answer on to the server.
     *
     * @throws ServerUnavailableException when the server has ended
     */
    public void tell(JsonRpcMessage message) {
        usedAt = System.nanoTime();
        if (message instanceof JsonRpcMessage.Notification notification
                && notification.method().equals("notifications/cancelled")) {
            calls.cancel(notification);
        } else {
            server().send(message.json().bytes());
        }
    }

    /** Sends what belongs to no call on this response, until the client closes it. */
    public void listen(Sink sink) throws IOException {
        usedAt = System.nanoTime();
        streams.listen(numbers.incrementAndGet(), understandsPriming(), sink);
        endStreamsIfClosed();
    }

    /**
     * Goes on with a stream after an event (MCP 2025-11-25, Resumability).
     *
     * @param lastEventId as the client has it
     * @return false when it names no stream of this session
     * @throws IOException when the client is gone, or what it missed cannot be read at the moment
     */
    public boolean resume(String lastEventId, Sink sink) throws IOException {
        usedAt = System.nanoTime();
        boolean resumed = streams.resume(lastEventId, numbers.incrementAndGet(), understandsPriming(), sink);
        endStreamsIfClosed();
        return resumed;
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
        messages.received(message);
    }

    @Override
    public void closed(String reason) {
        end(reason);
    }

    /** Gives signs of life where it is quiet. */
    void keepAlive(long silenceNanos) {
        calls.keepAlive(silenceNanos);
        streams.keepAlive(silenceNanos);
    }

    /**
     * How long its client has been away: nothing was asked, and no response or stream was open. A call that nobody
     * waits for does not keep a session: a server that never answers would keep it for ever.
     */
    long idleNanos() {
        if (calls.isAnyAwaited() || streams.isAnyOpen()) {
            usedAt = System.nanoTime();
            return 0;
        }
        return Math.min(System.nanoTime() - usedAt, calls.idleNanos());
    }

    private McpServerLink server() {
        McpServerLink open = link;
        if (open == null || closedBecause != null) {
            throw new ServerUnavailableException("the MCP server has ended");
        }
        return open;
    }

    private void tellIfOpen(JsonRpcMessage message) {
        try {
            tell(message);
        } catch (ServerUnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=message-not-passed session={0}", shortId());
        }
    }

    private void end(String reason) {
        synchronized (this) {
            if (closedBecause != null) {
                return;
            }
            closedBecause = reason;
        }
        ended.run();
        calls.failAll(reason);
        streams.close();
    }

    private void failIfClosed() {
        String reason = closedBecause;
        if (reason != null) {
            calls.failAll(reason);
        }
    }

    private void endStreamsIfClosed() {
        if (closedBecause != null) {
            streams.close();
        }
    }

    private boolean understandsPriming() {
        return transport() == Transport.STREAMABLE_HTTP && protocolVersion().compareTo(PRIMING_SINCE) >= 0;
    }

    private String shortId() {
        return id.substring(0, Math.min(8, id.length()));
    }
}
