package org.mcpgateway.bridge.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/** A server that does with each message what the test wants, and remembers what it was sent. */
public final class ScriptedLink implements McpServerLink {

    private final LinkListener listener;
    private final BiConsumer<ScriptedLink, String> script;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> called = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** @param script what happens with a message */
    public ScriptedLink(LinkListener listener, BiConsumer<ScriptedLink, String> script) {
        this.listener = listener;
        this.script = script;
    }

    /** The server says this. */
    public void says(String message) {
        listener.received(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The server answers the request of this id, which is JSON, with this result. */
    public void answers(String id, String result) {
        says("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
    }

    /**
     * The server greets as one of 2025-11-25 does, and answers pings.
     *
     * @return whether the message was such a one
     */
    public boolean greets(String message) {
        boolean asksForEra = message.contains("\"server/discover\"");
        boolean greets = message.contains("\"initialize\"");
        boolean pings = message.contains("\"ping\"");
        if (asksForEra) {
            says("{\"jsonrpc\":\"2.0\",\"id\":" + id(message)
                    + ",\"error\":{\"code\":-32601,\"message\":\"unknown\"}}");
        } else if (greets) {
            answers(
                    id(message),
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"prompts\":{\"listChanged\":true}},"
                            + "\"serverInfo\":{\"name\":\"scripted\",\"version\":\"1\"}}");
        } else if (pings) {
            answers(id(message), "{}");
        }
        return asksForEra || greets || pings;
    }

    private static String id(String message) {
        return RawJson.parse(message.getBytes(StandardCharsets.UTF_8))
                .member("id")
                .orElseThrow()
                .text();
    }

    /** Those of the messages that may be written on the thread of their caller. */
    public List<String> called() {
        return called;
    }

    /** What it was sent, in that order. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void call(byte[] request) {
        called.add(new String(request, StandardCharsets.UTF_8));
        send(request);
    }

    @Override
    public void send(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        sent.add(text);
        script.accept(this, text);
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        listener.closed("closed");
    }
}
