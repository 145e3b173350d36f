package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with a method and headers of its own instead of those of the request that carries it. */
abstract class CarriedRequest extends HttpServletRequestWrapper {

    private final String method;
    private final Map<String, List<String>> headers;

    /** @param headers by name in any case */
    CarriedRequest(HttpServletRequest carrier, String method, Map<String, List<String>> headers) {
        super(carrier);
        this.method = method;
        this.headers = headers;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public @Nullable String getHeader(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }
}
