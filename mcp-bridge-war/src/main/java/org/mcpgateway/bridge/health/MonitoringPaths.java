package org.mcpgateway.bridge.health;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** The addresses of this package, which have their own rule of who may see them. */
public final class MonitoringPaths {

    static final String HEALTH = "/health";
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";
    static final String METRICS = "/metrics";

    private static final Set<String> ALL = Set.of(HEALTH, LIVE, READY, METRICS);

    private MonitoringPaths() {}

    /** Whether the request is for one of them, as the container has decided. */
    public static boolean isOne(HttpServletRequest request) {
        return ALL.contains(request.getServletPath()) && request.getPathInfo() == null;
    }
}
