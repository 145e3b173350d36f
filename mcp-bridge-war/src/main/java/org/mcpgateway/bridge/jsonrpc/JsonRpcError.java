package org.mcpgateway.bridge.jsonrpc;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Errors that the bridge itself answers with (JSON-RPC 2.0 s5.1). */
public final class JsonRpcError {

    /** The body is not JSON. */
    public static final int PARSE_ERROR = -32700;

    /** The body is no message that can be accepted here. */
    public static final int INVALID_REQUEST = -32600;

    /** There is no such method. */
    public static final int METHOD_NOT_FOUND = -32601;

    /** The message names nothing that there is; MCP's answer to the call of an unknown tool too. */
    public static final int INVALID_PARAMS = -32602;

    /** There is no such resource; of revisions before 2026-07-28. */
    public static final int RESOURCE_NOT_FOUND = -32002;

    /** Something behind the bridge failed. */
    public static final int INTERNAL_ERROR = -32603;

    /** The general error of MCP's own implementations: a session or a header that is not right. */
    public static final int SERVER_ERROR = -32000;

    private JsonRpcError() {}

    /**
     * The message of an error.
     *
     * @param id of the request, or null when none is known
     * @param message for a developer
     */
    public static byte[] message(@Nullable RawJson id, int code, String message) {
        String text = "{\"jsonrpc\":\"2.0\",\"id\":" + (id == null ? "null" : id.text()) + ",\"error\":{\"code\":"
                + code + ",\"message\":" + quote(message) + "}}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < 0x20) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
