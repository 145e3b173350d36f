package org.mcpgateway.bridge.config;

import java.time.Duration;
import java.util.List;

/**
 * How the native fetch server reads the web.
 *
 * @param allowPrivate {@code MCP_FETCH_ALLOW_PRIVATE}: whether loopback, private and other special addresses may be
 *     read
 * @param allowedHosts {@code MCP_FETCH_ALLOWED_HOSTS}: host names that may have such addresses all the same
 * @param userAgent {@code MCP_FETCH_USER_AGENT}
 * @param ignoreRobots {@code MCP_FETCH_IGNORE_ROBOTS}: whether a tool call may read what robots.txt forbids
 * @param bytes {@code MCP_FETCH_MAX_BYTES}: of one document
 * @param patience {@code MCP_FETCH_TIMEOUT}: for one document, redirects included
 */
public record FetchSettings(
        boolean allowPrivate,
        List<String> allowedHosts,
        String userAgent,
        boolean ignoreRobots,
        int bytes,
        Duration patience) {}
