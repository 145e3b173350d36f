package org.mcpgateway.bridge.config;

import java.time.Duration;

/**
 * How many child processes there may be, and how long a failing one is held back.
 *
 * @param children {@code MCP_MAX_CHILDREN}: in all, those of groups, of the stateless era and spares included
 * @param perUser {@code MCP_MAX_CHILDREN_PER_USER}
 * @param perService {@code MCP_MAX_CHILDREN_PER_SERVICE}; a service of the catalogue may have a limit of its own
 * @param starting {@code MCP_MAX_STARTING_CHILDREN}: that have been started and said nothing yet
 * @param longestBackOff {@code MCP_CHILD_BACKOFF_MAX}: the longest that a service waits whose child keeps failing
 */
public record ChildSettings(int children, int perUser, int perService, int starting, Duration longestBackOff) {}
