package org.mcpgateway.auth.http;

/**
 * Somebody was told to wait.
 *
 * @param limit the name of the limit
 */
public record LimitExceeded(String limit) {}
