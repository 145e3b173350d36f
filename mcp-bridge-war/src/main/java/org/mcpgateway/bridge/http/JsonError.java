package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** Answers a request that never became a message, or whose message has no id that could be answered. */
final class JsonError {

    private JsonError() {}

    static void send(HttpServletResponse response, int status, int code, String message) throws IOException {
        JsonResponse.write(response, status, JsonRpcError.message(null, code, message));
    }

    /** The body was not read to its end: the connection cannot serve another request. */
    static void refused(HttpServletResponse response, RefusedBodyException reason) throws IOException {
        response.setHeader("Connection", "close");
        int code = reason.status() == 413 ? JsonRpcError.INVALID_REQUEST : JsonRpcError.SERVER_ERROR;
        send(response, reason.status(), code, String.valueOf(reason.getMessage()));
    }

    /**
     * The server did not take a message of a session. Only what ended is 404: it makes clients begin anew (MCP
     * 2025-11-25, Session Management).
     */
    static void notTaken(HttpServletResponse response, boolean sessionIsOver, ServerUnavailableException reason)
            throws IOException {
        if (sessionIsOver) {
            send(response, 404, JsonRpcError.SERVER_ERROR, String.valueOf(reason.getMessage()));
        } else {
            unavailable(response, reason);
        }
    }

    /** The server cannot be had: 503 with the time until it may be, where that is known, else 502. */
    static void unavailable(HttpServletResponse response, ServerUnavailableException reason) throws IOException {
        String why = String.valueOf(reason.getMessage());
        if (reason instanceof ServerBusyException busy) {
            response.setHeader("Retry-After", Long.toString(busy.retryAfterSeconds()));
            send(response, 503, JsonRpcError.SERVER_ERROR, why);
        } else {
            send(response, 502, JsonRpcError.INTERNAL_ERROR, why);
        }
    }

    /** Fails the request of this id where the protocol does, so that clients show the message to their user. */
    static void answer(HttpServletResponse response, RawJson id, String message) throws IOException {
        JsonResponse.write(
                response, HttpServletResponse.SC_OK, JsonRpcError.message(id, JsonRpcError.SERVER_ERROR, message));
    }
}
