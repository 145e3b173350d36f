package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/** Answers a request that never became a message, or whose message has no id that could be answered. */
final class JsonError {

    private JsonError() {}

    static void send(HttpServletResponse response, int status, int code, String message) throws IOException {
        byte[] body = JsonRpcError.message(null, code, message);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
