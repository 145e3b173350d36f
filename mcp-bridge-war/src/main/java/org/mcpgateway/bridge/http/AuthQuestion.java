package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a proxy's ForwardAuth asks about a request: a {@code GET} without a body that tells where the request goes and
 * who says it is.
 */
final class AuthQuestion {

    /** What tells a preflight and a person's browser from a client, and which trace the request belongs to. */
    private static final List<String> PASSED_ON = List.of(
            "Authorization",
            "Accept",
            "Origin",
            "Access-Control-Request-Method",
            "Sec-Fetch-Mode",
            "traceparent",
            "tracestate");

    private AuthQuestion() {}

    /** The headers of the question, by name in any case. */
    static Map<String, List<String>> about(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String host = request.getHeader("Host");
        headers.put("X-Forwarded-Method", List.of(request.getMethod()));
        headers.put("X-Forwarded-Proto", List.of(request.getScheme()));
        headers.put("X-Forwarded-Host", List.of(host == null ? "" : host));
        headers.put("X-Forwarded-Uri", List.of(uri(request)));
        headers.put("X-Forwarded-For", List.of(request.getRemoteAddr()));
        for (String name : PASSED_ON) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (!values.isEmpty()) {
                headers.put(name, values);
            }
        }
        return headers;
    }

    private static String uri(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
