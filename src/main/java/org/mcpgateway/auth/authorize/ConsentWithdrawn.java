package org.mcpgateway.auth.authorize;

/**
 * A user does not let a client do anything any more: whoever holds something of both ends it before this event's sender
 * goes on.
 *
 * @param username whose consent it was
 * @param clientId whom it had let in
 */
public record ConsentWithdrawn(String username, String clientId) {}
