package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcpgateway.auth.config.NetworkSettings;

/**
 * Which endpoints pages of other origins may call: those of {@code MCP_CORS_ORIGINS}, the endpoints of the protocol,
 * never the pages, never with cookies. A change asked for by any other page is refused, whether or not its browser
 * would let it read the answer.
 */
@ApplicationScoped
public class CorsPolicy {

    private static final Map<String, String> METHODS = new LinkedHashMap<>();

    static {
        METHODS.put("/.well-known/", "GET, HEAD");
        METHODS.put("/jwks", "GET, HEAD");
        METHODS.put("/openapi.json", "GET, HEAD");
        METHODS.put("/register/", "GET, PUT, DELETE");
        METHODS.put("/register", "POST");
        METHODS.put("/token", "POST");
        METHODS.put("/revoke", "POST");
        METHODS.put("/introspect", "POST");
        METHODS.put("/device_authorization", "POST");
        METHODS.put("/admin/api/", "");
    }

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> origins;
    private final boolean any;
    private final HostGuard hosts;

    @Inject
    public CorsPolicy(NetworkSettings settings, HostGuard hosts) {
        this.origins = settings.corsOrigins().stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.any = origins.contains("*");
        this.hosts = hosts;
    }

    /** Whether the request may go on: false for a change that a page of a foreign origin asks for. */
    public boolean accepts(HttpServletRequest request, String path) {
        String origin = request.getHeader("Origin");
        return origin == null
                || READING.contains(request.getMethod())
                || methods(path).isEmpty()
                || isAllowed(origin)
                || hosts.isOwnOrigin(origin.toLowerCase(Locale.ROOT));
    }

    /** Adds the headers that let an allowed page read the answer; true when this was the whole answer. */
    public boolean answersPreflight(HttpServletRequest request, HttpServletResponse response, String path) {
        Optional<String> methods = methods(path).filter(allowed -> !allowed.isEmpty());
        if (methods.isEmpty()) {
            return false;
        }
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin == null || !isAllowed(origin)) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", any ? "*" : origin);
        response.setHeader(
                "Access-Control-Expose-Headers", "WWW-Authenticate, Mcp-Session-Id, Retry-After, X-Request-Id");
        if (!request.getMethod().equals("OPTIONS") || request.getHeader("Access-Control-Request-Method") == null) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", methods.get());
        response.setHeader(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name");
        response.setHeader("Access-Control-Max-Age", "7200");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }

    private boolean isAllowed(String origin) {
        return any || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** The methods of the endpoint at this path; empty when it is none that pages may call. */
    private static Optional<String> methods(String path) {
        return METHODS.entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("/") ? path.startsWith(entry.getKey()) : path.equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
