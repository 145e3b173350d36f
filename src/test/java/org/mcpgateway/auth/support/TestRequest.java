package org.mcpgateway.auth.support;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request that has headers, a peer and an address, and nothing else. */
public final class TestRequest {

    private TestRequest() {}

    /**
     * A plain http request.
     *
     * @param peer the address that the connection comes from
     * @param method of the request
     * @param uri path of the request
     * @param headers by name, in any case; one that comes several times has a line for each
     */
    public static HttpServletRequest of(String peer, String method, String uri, Map<String, String> headers) {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(headers);
        return (HttpServletRequest) Proxy.newProxyInstance(
                TestRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "getScheme" -> "http";
                    case "getMethod" -> method;
                    case "getRequestURI" -> uri;
                    case "getHeader" ->
                        values(named, name(arguments)).stream().findFirst().orElse(null);
                    case "getHeaders" -> Collections.enumeration(values(named, name(arguments)));
                    case "getHeaderNames" -> Collections.enumeration(named.keySet());
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static String name(Object[] arguments) {
        return ((String) arguments[0]).toLowerCase(Locale.ROOT);
    }

    private static Collection<String> values(Map<String, String> named, String name) {
        return named.containsKey(name) ? List.of(named.get(name).split("\n", -1)) : List.of();
    }
}
