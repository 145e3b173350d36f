package org.mcpgateway.bridge.group;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

    private static final int MOST_PAGES = 100;
    private static final long PATIENCE_SECONDS = 60;

    private final String group;
    private final LinkListener listener;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Member> resources = new ConcurrentHashMap<>();
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private final Map<String, Member> running = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    private GroupLink(String group, LinkListener listener) {
        this.group = group;
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
        openers.forEach((name, opener) -> {
            Member member = new Member(name, link);
            try {
                member.began(opener.open(member));
                link.members.put(name, member);
            } catch (ServerUnavailableException e) {
                if (e instanceof ServerBusyException busy && busy.reason() == ServerBusyException.Reason.FULL) {
                    link.closed.set(true);
                    link.members.values().forEach(Member::close);
                    throw e;
                }
                System.getLogger(GroupLink.class.getName())
                        .log(System.Logger.Level.WARNING, "event=member-not-started member=" + name, e);
            }
        });
        if (link.members.isEmpty()) {
            throw new ServerUnavailableException("none of the servers of this group can be started");
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
            members.values().forEach(Member::close);
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
        }
    }

    private void route(JsonRpcMessage.Request request) {
        JsonObject message = GroupJson.read(request.json().bytes());
        JsonObject params = GroupJson.object(message, "params");
        switch (request.method()) {
            case "initialize" -> initialize(message, params);
            case "ping" -> say(GroupJson.result(id(message), JsonValue.EMPTY_JSON_OBJECT));
            case "tools/list" -> list(message, "tools", "tools", true);
            case "prompts/list" -> list(message, "prompts", "prompts", true);
            case "resources/list" -> list(message, "resources", "resources", false);
            case "resources/templates/list" -> list(message, "resources", "resourceTemplates", false);
            case "tools/call", "prompts/get" -> named(request, message, params);
            case "resources/read", "resources/subscribe", "resources/unsubscribe" ->
                addressed(request, message, params.getString("uri", ""));
            case "completion/complete" -> complete(request, message, params);
            case "logging/setLevel" -> everywhere(message, "logging", params);
            default -> say(JsonRpcError.message(request.id(), -32601, "the group does not know this method"));
        }
    }

    private void initialize(JsonObject message, JsonObject params) {
        Map<Member, CompletableFuture<JsonObject>> asking = new LinkedHashMap<>();
        members.values().forEach(member -> asking.put(member, member.ask("initialize", params)));
        Map<Member, JsonObject> results = new LinkedHashMap<>();
        asking.forEach((member, answer) -> {
            Optional<JsonObject> result = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .handle((said, failure) -> said != null && said.get("result") instanceof JsonObject object
                            ? Optional.of(object)
                            : Optional.<JsonObject>empty())
                    .join();
            result.ifPresentOrElse(
                    object -> {
                        member.offers(GroupJson.object(object, "capabilities"));
                        results.put(member, object);
                    },
                    member::close);
        });
        if (results.isEmpty()) {
            throw new ServerUnavailableException("no server of this group answers");
        }
        say(GroupJson.result(id(message), GroupJson.initializeResult(group, results)));
    }

    private void list(JsonObject message, String capability, String key, boolean named) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (Member member : members.values()) {
            if (member.has(capability)) {
                List<JsonValue> items = items(member, message.getString("method"), key);
                if (key.equals("resources")) {
                    items.forEach(item -> resources.put(item.asJsonObject().getString("uri", ""), member));
                }
                GroupJson.add(all, member, items, named);
            }
        }
        say(GroupJson.result(
                id(message), Json.createObjectBuilder().add(key, all).build()));
    }

    private static List<JsonValue> items(Member member, String method, String key) {
        List<JsonValue> items = new ArrayList<>();
        JsonObject params = JsonValue.EMPTY_JSON_OBJECT;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonObject answer = member.ask(method, params)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            JsonObject result = GroupJson.object(answer, "result");
            if (result.containsKey(key)) {
                items.addAll(result.getJsonArray(key));
            }
            if (!(result.get("nextCursor") instanceof JsonString cursor)) {
                break;
            }
            params = Json.createObjectBuilder().add("cursor", cursor).build();
        }
        return items;
    }

    private void named(JsonRpcMessage.Request request, JsonObject message, JsonObject params) {
        Optional<Names> names = Names.parse(params.getString("name", ""));
        Optional<Member> member = names.map(found -> members.get(found.member()));
        if (names.isEmpty() || member.isEmpty()) {
            say(JsonRpcError.message(request.id(), -32602, "the group has nothing of this name"));
            return;
        }
        JsonObject own =
                GroupJson.with(params, "name", Json.createValue(names.get().own()));
        forward(member.get(), request, GroupJson.with(message, "params", own));
    }

    private void addressed(JsonRpcMessage.Request request, JsonObject message, String uri) {
        Member known = resources.get(uri);
        if (known != null) {
            forward(known, request, message);
            return;
        }
        byte[] last = JsonRpcError.message(request.id(), -32002, "no server of this group has the resource");
        for (Member member : members.values()) {
            if (member.has("resources")) {
                JsonObject answer = member.ask(request.method(), GroupJson.object(message, "params"))
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();
                if (answer.containsKey("result")) {
                    resources.put(uri, member);
                    say(GroupJson.result(id(message), answer.get("result")));
                    return;
                }
            }
        }
        say(last);
    }

    private void complete(JsonRpcMessage.Request request, JsonObject message, JsonObject params) {
        JsonObject ref = GroupJson.object(params, "ref");
        Optional<Names> names = Names.parse(ref.getString("name", ""));
        Member member = names.map(found -> members.get(found.member())).orElse(null);
        if (names.isEmpty() || member == null) {
            addressed(request, message, ref.getString("uri", ""));
            return;
        }
        JsonObject own =
                GroupJson.with(ref, "name", Json.createValue(names.get().own()));
        forward(member, request, GroupJson.with(message, "params", GroupJson.with(params, "ref", own)));
    }

    private void everywhere(JsonObject message, String capability, JsonObject params) {
        members.values().stream()
                .filter(member -> member.has(capability))
                .map(member -> member.ask(message.getString("method"), params))
                .toList()
                .forEach(answer ->
                        answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
        say(GroupJson.result(id(message), JsonValue.EMPTY_JSON_OBJECT));
    }

    private void forward(Member member, JsonRpcMessage.Request request, JsonObject message) {
        running.put(request.id().text(), member);
        member.send(message.toString().getBytes(StandardCharsets.UTF_8));
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
        members.values().stream().filter(Member::isThere).forEach(member -> member.send(text));
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
            case JsonRpcMessage.Notification notification ->
                say(notification.json().bytes());
        }
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
        if (members.values().stream().noneMatch(Member::isThere)) {
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
