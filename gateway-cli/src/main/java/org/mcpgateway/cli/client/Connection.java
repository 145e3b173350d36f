package org.mcpgateway.cli.client;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * A client's side of Streamable HTTP, for every revision: messages go out as they are, and what the server says is
 * handed on as it comes. A session that the server has forgotten is opened anew with the client's own words; a stream
 * that breaks is resumed after its last event.
 */
final class Connection implements AutoCloseable {

    private static final String SESSION = "Mcp-Session-Id";
    private static final int MOST_RESUMPTIONS = 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final URI service;
    private final Tokens authorization;
    private final Consumer<Message> heard;
    private final RequestHeaders headers = new RequestHeaders();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private volatile @Nullable Message initialize;
    private volatile @Nullable Message initialized;
    private volatile Optional<String> session = Optional.empty();
    private volatile Optional<String> revision = Optional.empty();
    private volatile boolean closed;

    /**
     * Makes one; nothing is sent yet.
     *
     * @param heard is handed each message of the server, by several threads
     */
    Connection(URI service, Tokens authorization, Consumer<Message> heard) {
        this.service = service;
        this.authorization = authorization;
        this.heard = heard;
    }

    /**
     * Sends a message, and returns when everything that answers it has been heard.
     *
     * @throws IOException when the answer cannot come any more
     * @throws CommandException UNREACHABLE or UNAUTHORIZED
     */
    void send(Message message) throws IOException, InterruptedException {
        String method = message.method().orElse("");
        if (method.equals("initialize")) {
            initialize = message;
            session = Optional.empty();
            revision = Optional.empty();
        }
        deliver(message, post(message, true), this::hear);
        if (method.equals("notifications/initialized")) {
            initialized = message;
            listen();
        }
    }

    /** Ends the session, if there is one. */
    @Override
    public void close() {
        closed = true;
        if (session.isPresent()) {
            try {
                http.send(
                        request(authorization.token()).timeout(GOODBYE).DELETE().build(),
                        HttpResponse.BodyHandlers.discarding());
            } catch (IOException | CommandException e) {
                System.getLogger(Connection.class.getName()).log(System.Logger.Level.DEBUG, "not ended", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        http.shutdownNow();
    }

    private void hear(Message message) {
        headers.learn(message);
        heard.accept(message);
    }

    private HttpResponse<InputStream> post(Message message, boolean mayReopen)
            throws IOException, InterruptedException {
        Optional<String> used = session;
        HttpResponse<InputStream> answer = authorized(token -> {
            HttpRequest.Builder request = request(token)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .POST(HttpRequest.BodyPublishers.ofString(message.text()));
            message.claimedRevision()
                    .ifPresent(claimed -> headers.of(message, claimed).forEach(request::setHeader));
            return request;
        });
        boolean isOpening = message.method().orElse("").equals("initialize");
        if (answer.statusCode() == 404 && mayReopen && used.isPresent() && !isOpening) {
            answer.body().close();
            reopen(used);
            return post(message, false);
        }
        if (isOpening && answer.statusCode() == 200) {
            session = answer.headers().firstValue(SESSION);
        }
        return answer;
    }

    /**
     * With the client's own words of before; what the server says to that the client has heard already. Of several
     * requests that miss the same session one opens it.
     */
    private synchronized void reopen(Optional<String> lost) throws IOException, InterruptedException {
        Message opening = initialize;
        Message confirmation = initialized;
        if (opening != null && session.equals(lost)) {
            session = Optional.empty();
            deliver(opening, post(opening, false), again -> {});
            if (confirmation != null) {
                deliver(confirmation, post(confirmation, false), again -> {});
                listen();
            }
        }
    }

    private void deliver(Message message, HttpResponse<InputStream> answer, Consumer<Message> listener)
            throws IOException, InterruptedException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("text/event-stream") && answer.statusCode() == 200) {
            follow(message, answer, listener);
            return;
        }
        String body;
        try (InputStream in = answer.body()) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Optional<Message> said = type.startsWith("application/json") ? Message.parse(body) : Optional.empty();
        boolean isRpc = said.filter(
                        reply -> reply.json().isEmpty() || reply.json().containsKey("jsonrpc"))
                .isPresent();
        if (isRpc
                && (answer.statusCode() == 200
                        || said.filter(reply -> reply.answers(message)).isPresent())) {
            said.ifPresent(reply -> take(message, reply, listener));
        } else if (answer.statusCode() / 100 != 2) {
            throw new IOException(service + " answered " + answer.statusCode() + reason(said));
        }
    }

    private void take(Message message, Message reply, Consumer<Message> listener) {
        if (message.method().orElse("").equals("initialize") && reply.answers(message)) {
            revision = Message.text(Message.object(reply.json(), "result"), "protocolVersion");
        }
        listener.accept(reply);
    }

    /** Reads the stream of a request until it is answered, over as many connections as that takes. */
    private void follow(Message message, HttpResponse<InputStream> first, Consumer<Message> listener)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = first;
        Optional<String> last = Optional.empty();
        for (int attempt = 0; attempt < MOST_RESUMPTIONS; attempt++) {
            Duration retry;
            try (Events events = new Events(stream.body(), last)) {
                if (isAnswered(message, events, listener)) {
                    return;
                }
                last = events.lastId();
                retry = events.retry();
            }
            if (last.isEmpty() || closed) {
                break;
            }
            Thread.sleep(retry); // the pace that the server asked for
            stream = stream(last);
            if (stream.statusCode() != 200) {
                stream.body().close();
                break;
            }
        }
        if (message.wantsAnswer() && !closed) {
            throw new IOException("the connection ended before the answer came");
        }
    }

    /** A connection that breaks ends the stream as one that is closed. */
    private boolean isAnswered(Message message, Events events, Consumer<Message> listener) {
        try {
            for (Optional<String> data = events.next(); data.isPresent(); data = events.next()) {
                Optional<Message> said = Message.parse(data.get());
                said.ifPresent(reply -> take(message, reply, listener));
                if (said.filter(reply -> reply.answers(message)).isPresent()) {
                    return true;
                }
            }
        } catch (IOException e) {
            System.getLogger(Connection.class.getName()).log(System.Logger.Level.DEBUG, "a stream broke", e);
        }
        return false;
    }

    /** Hears what the server says of its own accord, as long as the session lives; not every server does. */
    private void listen() {
        Optional<String> mine = session;
        if (revision.filter(version -> version.compareTo("2025-03-26") >= 0).isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("mcp-listening").start(() -> {
            Optional<String> last = Optional.empty();
            try {
                while (!closed && session.equals(mine)) {
                    HttpResponse<InputStream> stream = stream(last);
                    if (stream.statusCode() != 200) {
                        stream.body().close();
                        return;
                    }
                    try (Events events = new Events(stream.body(), last)) {
                        isAnswered(new Message("", JsonValue.EMPTY_JSON_OBJECT), events, this::hear);
                        last = events.lastId();
                        Thread.sleep(events.retry()); // as the server wants (HTML s9.2.3); nothing tells when
                    }
                }
            } catch (IOException | CommandException e) {
                System.getLogger(Connection.class.getName()).log(System.Logger.Level.DEBUG, "not listening", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private HttpResponse<InputStream> stream(Optional<String> last) throws IOException, InterruptedException {
        return authorized(token -> {
            HttpRequest.Builder request =
                    request(token).header("Accept", "text/event-stream").GET();
            last.ifPresent(id -> request.header("Last-Event-ID", id));
            return request;
        });
    }

    private HttpRequest.Builder request(Optional<String> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        session.ifPresent(id -> request.header(SESSION, id));
        revision.ifPresent(version -> request.header("MCP-Protocol-Version", version));
        return request;
    }

    /** Makes a request with a token. */
    @FunctionalInterface
    private interface WithToken {
        HttpRequest.Builder request(Optional<String> token);
    }

    private HttpResponse<InputStream> authorized(WithToken maker) throws IOException, InterruptedException {
        Optional<String> token = authorization.token();
        HttpResponse<InputStream> answer = exchange(maker.request(token));
        if (answer.statusCode() != 401) {
            return answer;
        }
        answer.body().close();
        String challenge = String.join(", ", answer.headers().allValues("WWW-Authenticate"));
        HttpResponse<InputStream> second =
                exchange(maker.request(Optional.of(authorization.instead(token, challenge))));
        if (second.statusCode() == 401) {
            second.body().close();
            throw new CommandException(ExitCode.UNAUTHORIZED, service + " does not take the token that it was given");
        }
        return second;
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNREACHABLE,
                    service.getScheme() + "://" + service.getAuthority()
                            + " does not answer: is the address right, and the server up?",
                    e);
        }
    }

    private static String reason(Optional<Message> said) {
        return said.flatMap(reply -> Message.text(Message.object(reply.json(), "error"), "message")
                        .or(() -> Message.text(reply.json(), "error_description")))
                .map(text -> ": " + text)
                .orElse("");
    }
}
