package org.mcpgateway.bridge.era;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One running server with all the calls of one principal in it. */
final class SharedServer {

    private static final String CANCELLED = "The client cancelled the request";

    private final ServerConnection connection;
    private final Dialect dialect;
    private final RunningCalls calls;
    private final ToolCatalogue tools;
    private final Optional<Subscriptions> subscriptions;
    private final AtomicReference<String> logLevel = new AtomicReference<>("emergency");
    private long usedAt = System.nanoTime();
    private volatile boolean stopped;

    private SharedServer(ServerConnection connection, Dialect dialect, RunningCalls calls, ServerVoice voice) {
        this.connection = connection;
        this.dialect = dialect;
        this.calls = calls;
        this.tools = new ToolCatalogue(connection);
        this.subscriptions = dialect instanceof InitializeDialect translated
                ? Optional.of(new Subscriptions(connection, translated))
                : Optional.empty();
        voice.publishTo(this::changed);
    }

    /** Starts a server and finds out which revision it speaks. */
    static SharedServer start(ServerOpener opener, EraSettings settings) throws StatelessException {
        var calls = new RunningCalls();
        var voice = new ServerVoice(calls);
        ServerConnection connection = open(opener, voice);
        try {
            Optional<Dialect> dialect = Handshake.probe(connection, settings);
            if (dialect.isEmpty()) {
                connection.close();
                connection = open(opener, voice);
                dialect = Optional.of(Handshake.initialize(connection, settings));
            }
            return new SharedServer(connection, dialect.get(), calls, voice);
        } catch (StatelessException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    private static ServerConnection open(ServerOpener opener, ServerVoice voice) {
        ServerConnection connection = ServerConnection.open(opener, voice);
        voice.answerTo(connection::send);
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    ToolCatalogue tools() {
        return tools;
    }

    /** Returns the call, sent to the server; empty when the server has just been stopped. */
    Optional<Call> begin(StatelessRequest request, int mostCalls) throws StatelessException {
        var call = new Call(connection.nextId(), request);
        synchronized (this) {
            if (stopped || connection.isLost()) {
                return Optional.empty();
            }
            if (calls.count() >= mostCalls) {
                throw StatelessException.busy("Too many calls at the same time");
            }
            calls.add(call);
        }
        try {
            if (subscriptions.isPresent() && request.method().equals("subscriptions/listen")) {
                subscriptions.get().open(call);
            } else {
                forward(call, request);
            }
        } catch (RuntimeException notSent) {
            end(call);
            throw notSent;
        }
        if (connection.isLost()) {
            call.offer(new Event.Lost("The server ended"));
        }
        return Optional.of(call);
    }

    private void forward(Call call, StatelessRequest request) {
        request.logLevel().ifPresent(this::logAtLeast);
        connection.expect(call.id(), response -> call.offer(new Event.Answered(response)));
        connection.send(Json.object()
                .add("jsonrpc", "2.0")
                .add("id", call.id())
                .add("method", request.method())
                .add("params", dialect.params(request, call.id()))
                .build());
    }

    /** The server is told once what the most talkative request wants; each request gets what it asked for. */
    private void logAtLeast(String wanted) {
        boolean lower = dialect instanceof InitializeDialect server
                && server.has("logging")
                && LogLevel.isKnown(wanted)
                && !LogLevel.reaches(
                        wanted, logLevel.getAndUpdate(now -> LogLevel.reaches(wanted, now) ? now : wanted));
        if (lower) {
            connection.instruct("logging/setLevel", Json.object("level", Json.string(wanted)));
        }
    }

    /** Passes a notification of the client on to a server that may understand it. */
    void notified(StatelessRequest notification) {
        if (notification.method().equals("notifications/cancelled")) {
            var found = calls.byRequestId(notification.params().getOrDefault("requestId", JsonValue.NULL));
            if (found.size() == 1) {
                // The server should not answer it any more (MCP, Cancellation), so whoever waits is told here.
                found.getFirst().offer(new Event.Lost(CANCELLED));
                cancel(found.getFirst(), CANCELLED);
            }
        } else if (dialect instanceof StatelessDialect) {
            connection.announce(notification.method(), notification.params());
        }
    }

    void send(JsonObject message) {
        connection.send(message);
    }

    /** Ends a call that the server has answered, or will not. */
    synchronized void end(Call call) {
        usedAt = System.nanoTime();
        if (calls.remove(call)) {
            connection.forget(call.id());
            subscriptions.ifPresent(streams -> streams.close(call));
        }
    }

    /** Ends a call that the server still works on. */
    void cancel(Call call, String reason) {
        boolean overheard = subscriptions.isPresent() && call.request().method().equals("subscriptions/listen");
        end(call);
        if (!overheard) {
            call.questions().values().forEach(question -> send(question.refused(reason)));
            connection.announce(
                    "notifications/cancelled",
                    Json.object()
                            .add("requestId", call.id())
                            .add("reason", reason)
                            .build());
        }
    }

    private void changed(JsonObject notification) {
        if (Json.text(notification, "method").orElse("").equals("notifications/tools/list_changed")) {
            tools.forget();
        }
        subscriptions.ifPresent(streams -> streams.publish(notification));
    }

    /** Returns whether the server is gone, or was stopped now because nobody used it for that long. */
    boolean stopIfIdle(Duration idle) {
        boolean stopsNow;
        synchronized (this) {
            stopsNow = !stopped && calls.count() == 0 && System.nanoTime() - usedAt >= idle.toNanos();
            stopped |= stopsNow;
        }
        if (stopsNow) {
            connection.close();
        }
        return stopped || connection.isLost();
    }

    void stop() {
        synchronized (this) {
            stopped = true;
        }
        connection.close();
    }
}
