package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to an {@link AuthQuestion}.
 *
 * @param status of HTTP; only {@code 200} lets the request in
 * @param headers by name in any case
 * @param body what a refused client is told
 */
record AuthAnswer(int status, Map<String, List<String>> headers, Body body) {

    private static final List<String> OF_A_REFUSAL =
            List.of("WWW-Authenticate", "Content-Type", "Content-Security-Policy", "Retry-After", RequestLines.HEADER);

    /** Writes the octets of a body. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    boolean letsIn() {
        return status == HttpServletResponse.SC_OK;
    }

    /** Who is asking, as headers for the server. */
    Map<String, String> identity() {
        Map<String, String> identity = new HashMap<>();
        for (String name : IdentityHeaders.NAMES) {
            String value = first(name);
            if (value != null) {
                identity.put(name, value);
            }
        }
        return identity;
    }

    /** Tells the client what it was refused with. */
    void passTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        for (String name : OF_A_REFUSAL) {
            headers.getOrDefault(name, List.of()).forEach(value -> response.addHeader(name, value));
        }
        response.setHeader("Cache-Control", "no-store");
        body.writeTo(response.getOutputStream());
    }

    private @Nullable String first(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }
}
