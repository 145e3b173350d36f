package org.mcpgateway.bridge.group;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/**
 * Several servers that look like one of the {@code initialize} era. Lists are put together, a call goes to the member
 * that its name or address names, what a member asks the client goes out under a number of the group's own.
 */
public final class GroupLink implements McpServerLink, Member.Words {

    private static final System.Logger LOG = System.getLogger(GroupLink.class.getName());

    private static final JsonProvider JSON = JsonProvider.provider();

    private final LinkListener listener;
    private final Members members;
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private final Map<String, Member> running = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    private GroupLink(String group, LinkListener listener) {
        this.members = new Members(group);
        this.listener = listener;
    }

    /** Starts the server of a member. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Starts it.
         *
         * @throws ServerUnavailableException when it cannot be started
         */
        McpServerLink open(LinkListener listener);
    }

    /**
     * Starts all the members that can be started.
     *
     * @throws ServerBusyException when a limit of servers is reached: part of a group would look like all of it
     * @throws ServerUnavailableException when none can
     */
    public static GroupLink open(String group, Map<String, Opener> openers, LinkListener listener) {
        GroupLink link = new GroupLink(group, listener);
        try {
            link.members.open(openers, link);
        } catch (ServerUnavailableException e) {
            link.closed.set(true);
            link.members.close();
            throw e;
        }
        return link;
    }

    @Override
    public void send(byte[] text) {
        if (closed.get()) {
            throw new ServerUnavailableException("the group has ended");
        }
        switch (JsonRpcMessage.parse(text)) {
            case JsonRpcMessage.Request request -> workers.execute(() -> serve(request));
            case JsonRpcMessage.Response response -> answered(response);
            case JsonRpcMessage.Notification notification -> notified(notification);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            members.close();
            workers.shutdownNow();
            listener.closed("the group was closed");
        }
    }

    private void serve(JsonRpcMessage.Request request) {
        try {
            route(request);
        } catch (ServerUnavailableException | CompletionException e) {
            say(JsonRpcError.message(
                    request.id(), JsonRpcError.INTERNAL_ERROR, "a server of this group does not answer"));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=group-request-failed method=" + request.method(), e);
            say(JsonRpcError.message(
                    request.id(), JsonRpcError.INTERNAL_ERROR, "a server of this group does not speak MCP"));
        }
    }

    private void route(JsonRpcMessage.Request request) {
        JsonObject message = GroupJson.read(request.json().bytes());
        JsonObject params = GroupJson.object(message, "params");
        switch (request.method()) {
            case "initialize" -> say(GroupJson.result(id(message), members.initialize(params)));
            case "ping" -> say(GroupJson.result(id(message), JsonValue.EMPTY_JSON_OBJECT));
            case "tools/list" -> list(message, Listed.TOOLS);
            case "prompts/list" -> list(message, Listed.PROMPTS);
            case "resources/list" -> list(message, Listed.RESOURCES);
            case "resources/templates/list" -> list(message, Listed.TEMPLATES);
            case "tools/call", "prompts/get" -> named(request, message, params);
            case "resources/read", "resources/subscribe", "resources/unsubscribe" ->
                addressed(request, message, params.getString("uri", ""));
            case "completion/complete" -> complete(request, message, params);
            case "logging/setLevel" -> setLevel(message, params);
            default ->
                say(JsonRpcError.message(
                        request.id(), JsonRpcError.METHOD_NOT_FOUND, "the group does not know this method"));
        }
    }

    private void list(JsonObject message, Listed listed) {
        say(GroupJson.result(id(message), members.list(message.getString("method"), listed)));
    }

    private void named(JsonRpcMessage.Request request, JsonObject message, JsonObject params) {
        Optional<Names> names = Names.parse(params.getString("name", ""));
        Optional<Member> member = names.flatMap(found -> members.named(found.member()));
        if (names.isEmpty() || member.isEmpty()) {
            say(JsonRpcError.message(request.id(), JsonRpcError.INVALID_PARAMS, "the group has nothing of this name"));
            return;
        }
        JsonObject own =
                GroupJson.with(params, "name", JSON.createValue(names.get().own()));
        forward(member.get(), request, GroupJson.with(message, "params", own));
    }

    private void addressed(JsonRpcMessage.Request request, JsonObject message, String uri) {
        Optional<Member> known = members.atAddress(uri);
        if (known.isPresent()) {
            forward(known.get(), request, message);
            return;
        }
        // To complete a reference that leads nowhere is an invalid parameter (server/utilities/completion).
        int notFound = request.method().equals("completion/complete")
                ? JsonRpcError.INVALID_PARAMS
                : JsonRpcError.RESOURCE_NOT_FOUND;
        say(members.search(uri, request.method(), GroupJson.object(message, "params"))
                .map(result -> GroupJson.result(id(message), result))
                .orElseGet(() ->
                        JsonRpcError.message(request.id(), notFound, "no server of this group has the resource")));
    }

    private void complete(JsonRpcMessage.Request request, JsonObject message, JsonObject params) {
        JsonObject ref = GroupJson.object(params, "ref");
        Optional<Names> names = Names.parse(ref.getString("name", ""));
        Optional<Member> member = names.flatMap(found -> members.named(found.member()));
        if (names.isEmpty() || member.isEmpty()) {
            addressed(request, message, ref.getString("uri", ""));
            return;
        }
        JsonObject own =
                GroupJson.with(ref, "name", JSON.createValue(names.get().own()));
        forward(member.get(), request, GroupJson.with(message, "params", GroupJson.with(params, "ref", own)));
    }

    private void setLevel(JsonObject message, JsonObject params) {
        members.everywhere("logging/setLevel", "logging", params);
        say(GroupJson.result(id(message), JsonValue.EMPTY_JSON_OBJECT));
    }

    private void forward(Member member, JsonRpcMessage.Request request, JsonObject message) {
        running.put(request.id().text(), member);
        try {
            member.send(message.toString().getBytes(StandardCharsets.UTF_8));
        } catch (ServerUnavailableException e) {
            running.remove(request.id().text(), member);
            throw e;
        }
    }

    private void notified(JsonRpcMessage.Notification notification) {
        byte[] text = notification.json().bytes();
        if (notification.method().equals("notifications/cancelled")) {
            notification
                    .json()
                    .path("params", "requestId")
                    .map(id -> running.get(id.text()))
                    .ifPresent(member -> member.send(text));
            return;
        }
        members.living().forEach(member -> member.send(text));
    }

    /** The client's answer to what a member asked. */
    private void answered(JsonRpcMessage.Response response) {
        response.id()
                .integer()
                .map(asked::remove)
                .ifPresent(question -> question.member().send(response.withId(question.id())));
    }

    @Override
    public void said(Member member, JsonRpcMessage message) {
        switch (message) {
            case JsonRpcMessage.Request request -> {
                long number = numbers.incrementAndGet();
                asked.put(number, new Asked(member, request.id()));
                say(request.json().splice(request.id(), Long.toString(number).getBytes(StandardCharsets.US_ASCII)));
            }
            case JsonRpcMessage.Response response -> {
                running.remove(response.id().text());
                say(response.json().bytes());
            }
            case JsonRpcMessage.Notification notification -> {
                if (notification.method().equals("notifications/cancelled")) {
                    withdrawn(member, notification.json());
                } else {
                    say(notification.json().bytes());
                }
            }
        }
    }

    /** A member does not want to know any more; the client knows the question by the group's number. */
    private void withdrawn(Member member, RawJson cancelled) {
        Optional<RawJson> id = cancelled.path("params", "requestId");
        asked.forEach((number, question) -> {
            if (question.member() == member
                    && id.isPresent()
                    && question.id().text().equals(id.get().text())
                    && asked.remove(number, question)) {
                say(cancelled.splice(id.get(), Long.toString(number).getBytes(StandardCharsets.US_ASCII)));
            }
        });
    }

    /** Its calls fail; the others go on. With the last one the group ends. */
    @Override
    public void ended(Member member) {
        running.forEach((id, runner) -> {
            if (runner == member && running.remove(id, member)) {
                RawJson number = RawJson.parse(id.getBytes(StandardCharsets.UTF_8));
                say(JsonRpcError.message(number, JsonRpcError.INTERNAL_ERROR, member.name() + " has ended"));
            }
        });
        if (members.living().findAny().isEmpty()) {
            close();
        }
    }

    private void say(byte[] message) {
        synchronized (listener) {
            if (!closed.get()) {
                listener.received(message);
            }
        }
    }

    private static JsonValue id(JsonObject message) {
        return message.getOrDefault("id", JsonValue.NULL);
    }

    private record Asked(Member member, RawJson id) {}
}
