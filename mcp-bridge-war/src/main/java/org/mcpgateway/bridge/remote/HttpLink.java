package org.mcpgateway.bridge.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * A server elsewhere, spoken to over Streamable HTTP. Every request is a POST of its own on a virtual thread;
 * notifications and answers are sent in the order in which they come.
 */
final class HttpLink implements McpServerLink {

    private static final System.Logger LOG = System.getLogger(HttpLink.class.getName());
    private static final String ENDED = "the MCP server has ended";

    private final HttpClient client;
    private final RemoteSession session;
    private final int longestMessage;
    private final LinkListener listener;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, FutureTask<Void>> streams = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    HttpLink(HttpClient client, RemoteSession session, int longestMessage, LinkListener listener) {
        this.client = client;
        this.session = session;
        this.longestMessage = longestMessage;
        this.listener = listener;
    }

    @Override
    public void send(byte[] message) {
        JsonRpcMessage parsed = JsonRpcMessage.parse(message);
        if (closed.get()) {
            throw new ServerUnavailableException(ENDED);
        }
        if (parsed instanceof JsonRpcMessage.Request request) {
            begin(request, message);
        } else if (!endsStream(parsed)) {
            tell(parsed, message);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // On a thread of its own: this may be a worker, which is not to be interrupted in what it does.
            Thread.startVirtualThread(() -> {
                goodbye();
                workers.shutdownNow();
            });
            say(() -> listener.closed("the connection to the MCP server was closed"));
        }
    }

    private void begin(JsonRpcMessage.Request request, byte[] body) {
        var task = new FutureTask<Void>(() -> call(request, body), null) {
            @Override
            protected void setException(Throwable escaped) {
                super.setException(escaped);
                Thread current = Thread.currentThread(); // nobody asks the task what became of it
                current.getUncaughtExceptionHandler().uncaughtException(current, escaped);
            }
        };
        if (RemoteSession.isStateless(request)) {
            streams.put(request.id().text(), task);
        }
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            streams.remove(request.id().text());
            throw new ServerUnavailableException(ENDED, e);
        }
    }

    /** In the stateless era a call is cancelled by the end of its stream, and the server is told nothing. */
    private boolean endsStream(JsonRpcMessage message) {
        boolean cancels = message instanceof JsonRpcMessage.Notification notification
                && notification.method().equals("notifications/cancelled");
        Optional<FutureTask<Void>> cancelled = cancels
                ? message.json().path("params", "requestId").map(id -> streams.remove(id.text()))
                : Optional.empty();
        // Interrupted, the client closes the connection, whether it waits for the answer or reads it.
        cancelled.ifPresent(task -> task.cancel(true));
        return cancelled.isPresent();
    }

    private void tell(JsonRpcMessage message, byte[] body) {
        try (InputStream answer = exchange(message, body).body()) {
            answer.skipNBytes(0);
        } catch (IOException e) {
            throw new ServerUnavailableException("the MCP server cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailableException("interrupted while the MCP server was busy", e);
        }
    }

    private void call(JsonRpcMessage.Request request, byte[] body) {
        try {
            HttpResponse<InputStream> answer = exchange(request, body);
            if (isGone(answer)) {
                lost();
                return;
            }
            if (!read(answer, request)) {
                fail(request, "the MCP server gave no answer (status " + answer.statusCode() + ")");
            }
        } catch (IOException | RuntimeException e) {
            if (!closed.get() && !isCancelled(request)) {
                LOG.log(System.Logger.Level.WARNING, "event=remote-call-failed", e);
                fail(request, "the MCP server cannot be reached");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(request.id().text());
        }
    }

    private boolean isCancelled(JsonRpcMessage.Request request) {
        return RemoteSession.isStateless(request)
                && !streams.containsKey(request.id().text());
    }

    private HttpResponse<InputStream> exchange(JsonRpcMessage message, byte[] body)
            throws IOException, InterruptedException {
        return client.send(session.post(message, body), HttpResponse.BodyHandlers.ofInputStream());
    }

    private boolean isGone(HttpResponse<InputStream> answer) {
        return answer.statusCode() == 404 && !session.id().isEmpty();
    }

    /** Hands on what the response says; whether the answer to this request was in it. */
    private boolean read(HttpResponse<InputStream> answer, JsonRpcMessage.Request request) throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        Answered answered = new Answered(request);
        try (InputStream body = answer.body()) {
            if (type.startsWith("text/event-stream")) {
                new EventReader(body, longestMessage).forEach(event -> accept(event, answered, answer));
            } else if (type.startsWith("application/json")) {
                byte[] text = body.readNBytes(longestMessage + 1);
                if (text.length > longestMessage) {
                    throw new IOException("the answer is longer than " + longestMessage + " bytes");
                }
                accept(text, answered, answer);
            }
        }
        return answered.yet;
    }

    private void accept(byte[] text, @Nullable Answered answered, @Nullable HttpResponse<?> answer) {
        try {
            JsonRpcMessage message = JsonRpcMessage.parse(text);
            if (answered != null && answer != null && message instanceof JsonRpcMessage.Response response) {
                if (!response.id().text().equals(answered.request.id().text())) {
                    return;
                }
                answered.yet = true;
                session.answered(answered.request, response);
                began(response, answer);
            }
            say(() -> listener.received(message.json().bytes()));
        } catch (MalformedJsonException | InvalidMessageException e) {
            LOG.log(System.Logger.Level.WARNING, "event=remote-message-invalid reason=\"{0}\"", e.getMessage());
        }
    }

    /** The answer to {@code initialize} opens the session; from then on the server may speak unasked. */
    private void began(JsonRpcMessage.Response response, HttpResponse<?> answer) {
        response.json()
                .path("result", "protocolVersion")
                .flatMap(RawJson::string)
                .ifPresent(version -> {
                    session.agreed(version);
                    answer.headers().firstValue(RemoteSession.SESSION_HEADER).ifPresent(session::began);
                    workers.execute(this::listen);
                });
    }

    private void listen() {
        try {
            HttpResponse<InputStream> stream = client.send(session.listen(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = stream.body()) {
                if (stream.statusCode() == 200) {
                    new EventReader(body, longestMessage).forEach(event -> accept(event, null, null));
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=remote-stream-ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goodbye() {
        if (session.id().isEmpty()) {
            return;
        }
        try {
            client.send(session.end(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=remote-session-not-ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost() {
        if (closed.compareAndSet(false, true)) {
            say(() -> listener.closed("the MCP server has ended the session"));
            workers.shutdownNow();
        }
    }

    private void fail(JsonRpcMessage.Request request, String reason) {
        byte[] error = JsonRpcError.message(request.id(), JsonRpcError.INTERNAL_ERROR, reason);
        say(() -> listener.received(error));
    }

    /** The listener hears one thing at a time. */
    private void say(Runnable words) {
        synchronized (listener) {
            words.run();
        }
    }

    /** Whether a request has had its answer. */
    private static final class Answered {
        private final JsonRpcMessage.Request request;
        private boolean yet;

        Answered(JsonRpcMessage.Request request) {
            this.request = request;
        }
    }
}
