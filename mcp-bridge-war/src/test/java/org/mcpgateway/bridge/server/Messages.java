package org.mcpgateway.bridge.server;

import java.nio.charset.StandardCharsets;

/** Messages of which only kind, id and length count. */
final class Messages {

    private Messages() {}

    /** A request of so many bytes, or of as many as it takes. */
    static byte[] call(int id, int length) {
        String head = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"text\":\"";
        return bytes(head + "x".repeat(Math.max(0, length - head.length() - 3)) + "\"}}");
    }

    /** The answer to it. */
    static byte[] answer(int id) {
        return bytes("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
