package org.mcpgateway.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request whose identity headers, and whose id, are the given ones, whatever the client sent, in whatever spelling.
 */
final class IdentityHeaders extends HttpServletRequestWrapper {

    static final Set<String> NAMES = Set.of(
            "x-user-id",
            "x-user-name",
            "x-user-email",
            "x-client-id",
            "x-token-scope",
            "x-gateway-identity",
            "x-request-id");

    private final Map<String, String> identity = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    IdentityHeaders(HttpServletRequest request, Map<String, String> identity) {
        super(request);
        this.identity.putAll(identity);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isIdentity(name) ? identity.get(name) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (!isIdentity(name)) {
            return super.getHeaders(name);
        }
        String value = identity.get(name);
        return Collections.enumeration(value == null ? List.of() : List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = new ArrayList<>(identity.keySet());
        for (String name : Collections.list(super.getHeaderNames())) {
            if (!isIdentity(name)) {
                names.add(name);
            }
        }
        return Collections.enumeration(names);
    }

    /** Servers further on may read an underscore as a hyphen, so the one counts as the other. */
    private static boolean isIdentity(String name) {
        return !name.isEmpty()
                && (name.charAt(0) == 'x' || name.charAt(0) == 'X' || name.charAt(0) <= ' ')
                && NAMES.contains(name.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
