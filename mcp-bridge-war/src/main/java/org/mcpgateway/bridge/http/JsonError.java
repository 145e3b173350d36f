package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/** Answers a request that never became a message, or whose message has no id that could be answered. */
final class JsonError {

    private JsonError() {}

    static void send(HttpServletResponse response, int status, int code, String message) throws IOException {
        JsonResponse.write(response, status, JsonRpcError.message(null, code, message));
    }

    /** Fails the request of this id where the protocol does, so that clients show the message to their user. */
    static void answer(HttpServletResponse response, RawJson id, String message) throws IOException {
        JsonResponse.write(
                response, HttpServletResponse.SC_OK, JsonRpcError.message(id, JsonRpcError.SERVER_ERROR, message));
    }
}
