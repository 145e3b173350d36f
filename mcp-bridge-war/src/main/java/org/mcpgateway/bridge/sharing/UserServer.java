package org.mcpgateway.bridge.sharing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.mcpgateway.bridge.jsonrpc.InvalidMessageException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/**
 * A server with several sessions of one user. Requests get numbers of their own, so that answers and progress find the
 * session that asked; {@code initialize} is sent once and answered from memory afterwards. What the server asks goes to
 * the session whose call it is most likely about, and what it tells to all.
 */
final class UserServer implements LinkListener {

    private static final System.Logger LOG = System.getLogger(UserServer.class.getName());

    private final Consumer<UserServer> over;
    private final AtomicBoolean initialized = new AtomicBoolean();
    private final Set<Member> members = ConcurrentHashMap.newKeySet();
    private final CallsUnderWay calls = new CallsUnderWay();
    private final Map<String, Member> questions = new ConcurrentHashMap<>();
    private final CompletableFuture<McpServerLink> link = new CompletableFuture<>();
    private final CompletableFuture<JsonRpcMessage.Response> greeting = new CompletableFuture<>();
    private boolean greeted;
    private boolean ended;

    /** @param over called when it takes no more members */
    UserServer(Consumer<UserServer> over) {
        this.over = over;
    }

    void begin(McpServerLink started) {
        link.complete(started);
    }

    /** Takes one more session; false when it has ended. */
    synchronized boolean add(Member member) {
        return !ended && members.add(member);
    }

    /** A session leaves: its calls are cancelled, its questions answered; the last one ends the server. */
    void remove(Member member) {
        boolean last;
        synchronized (this) {
            members.remove(member);
            last = members.isEmpty() && !ended;
            ended |= last;
        }
        if (last) {
            over.accept(this);
            link.join().close();
            return;
        }
        calls.of(member).forEach(this::abandon);
        questions.forEach((id, asked) -> {
            if (asked == member && questions.remove(id, asked)) {
                refuse(id, "the client has gone");
            }
        });
        member.subscriptions().forEach(uri -> leave(member, uri));
    }

    void send(Member member, JsonRpcMessage message) {
        switch (message) {
            case JsonRpcMessage.Request request -> request(member, request);
            case JsonRpcMessage.Response response -> {
                if (questions.remove(response.id().text(), member)) {
                    forward(response.json().bytes());
                }
            }
            case JsonRpcMessage.Notification notification -> notify(member, notification);
        }
    }

    private void request(Member member, JsonRpcMessage.Request request) {
        switch (request.method()) {
            case "initialize" -> greet(member, request);
            case "resources/subscribe" -> {
                member.subscriptions().add(uri(request));
                call(member, request);
            }
            case "resources/unsubscribe" -> {
                member.subscriptions().remove(uri(request));
                if (isWanted(uri(request))) {
                    member.hear(result(request.id(), "{}"));
                } else {
                    call(member, request);
                }
            }
            default -> call(member, request);
        }
    }

    /** The first session's greeting goes to the server; what it says to it, it says to all. */
    @SuppressWarnings("FutureReturnValueIgnored") // what a session does with a message is its own
    private void greet(Member member, JsonRpcMessage.Request request) {
        boolean first;
        synchronized (this) {
            first = !greeted;
            greeted = true;
        }
        if (first) {
            call(member, request);
        } else {
            greeting.thenAccept(answer -> member.hear(answer.withId(request.id())));
        }
    }

    private void call(Member member, JsonRpcMessage.Request request) {
        CallsUnderWay.Call call = calls.begin(member, request);
        try {
            forward(call.renumbered());
        } catch (ServerUnavailableException e) {
            calls.end(call);
            throw e;
        }
    }

    private void notify(Member member, JsonRpcMessage.Notification notification) {
        RawJson json = notification.json();
        switch (notification.method()) {
            case "notifications/initialized" -> {
                if (initialized.compareAndSet(false, true)) {
                    forward(json.bytes());
                }
            }
            case "notifications/cancelled" ->
                json.path("params", "requestId")
                        .ifPresent(id -> calls.of(member)
                                .filter(call -> call.request().id().text().equals(id.text()))
                                .forEach(call -> cancel(call, json.splice(id, digits(call.number())))));
            default -> forward(json.bytes());
        }
    }

    /** It is over, though the server may answer all the same; what it asks from now on is about another. */
    private void cancel(CallsUnderWay.Call call, byte[] cancellation) {
        if (!call.isGreeting()) {
            calls.end(call);
        }
        forward(cancellation);
    }

    @Override
    public void received(byte[] text) {
        try {
            switch (JsonRpcMessage.parse(text)) {
                case JsonRpcMessage.Response response -> answered(response);
                case JsonRpcMessage.Request request -> asked(request);
                case JsonRpcMessage.Notification notification -> told(notification);
            }
        } catch (MalformedJsonException | InvalidMessageException e) {
            LOG.log(System.Logger.Level.WARNING, "event=child-message-invalid reason=\"{0}\"", e.getMessage());
        }
    }

    private void answered(JsonRpcMessage.Response response) {
        calls.answered(response).ifPresent(call -> {
            if (call.isGreeting()) {
                greeting.complete(response);
            }
            call.member().hear(response.withId(call.request().id()));
            if (call.isGreeting() && response.json().member("error").isPresent()) {
                link.join().close();
            }
        });
    }

    private void asked(JsonRpcMessage.Request request) {
        String id = request.id().text();
        if (request.method().equals("ping")) {
            forward(result(request.id(), "{}"));
            return;
        }
        Optional<Member> member = calls.latestMember()
                .or(() -> members.size() == 1 ? members.stream().findFirst() : Optional.empty());
        member.ifPresentOrElse(
                found -> {
                    questions.put(id, found);
                    found.hear(request.json().bytes());
                },
                () -> refuse(id, "no session has a call that this could be about"));
    }

    private void told(JsonRpcMessage.Notification notification) {
        RawJson json = notification.json();
        switch (notification.method()) {
            case "notifications/progress" -> calls.progressed(json);
            case "notifications/cancelled" ->
                json.path("params", "requestId")
                        .map(id -> questions.remove(id.text()))
                        .ifPresent(member -> member.hear(json.bytes()));
            default -> members.forEach(member -> member.hear(json.bytes()));
        }
    }

    @Override
    public void closed(String reason) {
        synchronized (this) {
            ended = true;
        }
        over.accept(this);
        members.forEach(member -> member.close(reason));
    }

    private void abandon(CallsUnderWay.Call call) {
        if (calls.end(call)) {
            tryToForward(call.cancellation());
            if (call.isGreeting()) {
                // Others wait for what it would have said.
                link.join().close();
            }
        }
    }

    private void leave(Member member, String uri) {
        member.subscriptions().remove(uri);
        if (!isWanted(uri)) {
            String request = "{\"jsonrpc\":\"2.0\",\"id\":" + calls.nextNumber()
                    + ",\"method\":\"resources/unsubscribe\",\"params\":{\"uri\":" + uri + "}}";
            tryToForward(request.getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean isWanted(String uri) {
        return members.stream().anyMatch(member -> member.subscriptions().contains(uri));
    }

    private void refuse(String id, String reason) {
        RawJson raw = RawJson.parse(id.getBytes(StandardCharsets.UTF_8));
        tryToForward(JsonRpcError.message(raw, JsonRpcError.INTERNAL_ERROR, reason));
    }

    /** For what the bridge says by itself: nobody is there to be told that the server does not take it. */
    private void tryToForward(byte[] message) {
        try {
            forward(message);
        } catch (ServerUnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=message-not-passed reason=\"{0}\"", e.getMessage());
        }
    }

    private void forward(byte[] message) {
        link.join().send(message);
    }

    private static String uri(JsonRpcMessage.Request request) {
        return request.json().path("params", "uri").map(RawJson::text).orElse("\"\"");
    }

    private static byte[] result(RawJson id, String result) {
        return ("{\"jsonrpc\":\"2.0\",\"id\":" + id.text() + ",\"result\":" + result + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digits(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
