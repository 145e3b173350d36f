package org.mcpgateway.auth.http;

/**
 * Somebody was told to wait.
 *
 * @param limit the name of the limit
 * @param subject SHA-256 of whose it is
 */
public record LimitExceeded(String limit, String subject) {}
