package org.mcpgateway.bridge.group;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.jsonrpc.InvalidMessageException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** One server of a group, and the questions that the group itself has asked it. */
final class Member implements LinkListener {

    private static final JsonProvider JSON = JsonProvider.provider();

    /** The group's own questions have ids that no client's request has: those are numbers. */
    private static final String OWN = "group-";

    private final String name;
    private final Words words;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, CompletableFuture<JsonObject>> questions = new ConcurrentHashMap<>();
    private volatile @Nullable McpServerLink link;
    private volatile JsonObject capabilities = JsonValue.EMPTY_JSON_OBJECT;
    private volatile boolean ended;

    Member(String name, Words words) {
        this.name = name;
        this.words = words;
    }

    /** Hears what a member says of itself, besides answers to the group. */
    interface Words {
        /** A request, a notification, or the answer to a request of the client. */
        void said(Member member, JsonRpcMessage message);

        /** It has ended; nothing follows. */
        void ended(Member member);
    }

    String name() {
        return name;
    }

    void began(McpServerLink started) {
        link = started;
    }

    boolean isThere() {
        return link != null && !ended;
    }

    void offers(JsonObject offered) {
        capabilities = offered;
    }

    boolean has(String capability) {
        return isThere() && capabilities.containsKey(capability);
    }

    /** Sends a message as it is. */
    void send(byte[] message) {
        McpServerLink started = link;
        if (started == null || ended) {
            throw new ServerUnavailableException("the MCP server " + name + " has ended");
        }
        started.send(message);
    }

    /** Asks; the future has the whole answer, or fails when the server ends. */
    CompletableFuture<JsonObject> ask(String method, JsonObject params) {
        String id = OWN + numbers.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        questions.put(id, answer);
        JsonObject message = JSON.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", id)
                .add("method", method)
                .add("params", params)
                .build();
        try {
            send(message.toString().getBytes(StandardCharsets.UTF_8));
        } catch (ServerUnavailableException e) {
            questions.remove(id);
            answer.completeExceptionally(e);
        }
        if (ended) {
            failAll();
        }
        return answer;
    }

    void close() {
        McpServerLink started = link;
        if (started != null) {
            started.close();
        }
    }

    @Override
    public void received(byte[] text) {
        try {
            JsonRpcMessage message = JsonRpcMessage.parse(text);
            CompletableFuture<JsonObject> question = message instanceof JsonRpcMessage.Response response
                    ? response.id().string().map(questions::remove).orElse(null)
                    : null;
            if (question != null) {
                question.complete(GroupJson.read(text));
            } else {
                words.said(this, message);
            }
        } catch (MalformedJsonException | InvalidMessageException e) {
            System.getLogger(Member.class.getName())
                    .log(System.Logger.Level.WARNING, "event=member-message-invalid member={0}", name);
        }
    }

    @Override
    public void closed(String reason) {
        ended = true;
        failAll();
        words.ended(this);
    }

    private void failAll() {
        ServerUnavailableException gone = new ServerUnavailableException("the MCP server " + name + " has ended");
        questions.values().forEach(question -> question.completeExceptionally(gone));
        questions.clear();
    }
}
