package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A response that is one JSON message. */
final class JsonResponse {

    private JsonResponse() {}

    static void write(HttpServletResponse response, int status, byte[] message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(message.length);
        response.getOutputStream().write(message);
    }
}
