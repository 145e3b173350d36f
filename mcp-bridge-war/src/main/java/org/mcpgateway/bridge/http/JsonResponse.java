package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A response that is one JSON message; one that says 503 says when to come back as well. */
final class JsonResponse {

    private static final String RETRY_AFTER = "Retry-After";
    private static final String SOON = "2";

    private JsonResponse() {}

    static void write(HttpServletResponse response, int status, byte[] message) throws IOException {
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE && response.getHeader(RETRY_AFTER) == null) {
            response.setHeader(RETRY_AFTER, SOON);
        }
        response.setContentType("application/json");
        response.setContentLength(message.length);
        response.getOutputStream().write(message);
    }
}
