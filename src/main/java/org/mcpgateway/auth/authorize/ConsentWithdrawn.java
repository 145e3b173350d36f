package org.mcpgateway.auth.authorize;

import org.mcpgateway.auth.redis.RedisKeys;

/**
 * A user does not let a client do anything any more: whoever holds something of both ends it before this event's sender
 * goes on.
 *
 * @param provider that vouched for the user whose consent it was
 * @param subject the user's identifier there
 * @param username the name under which the consent was listed
 * @param clientId whom the user had let in
 */
public record ConsentWithdrawn(String provider, String subject, String username, String clientId) {

    /** How indexes name the consent. */
    public String consentName() {
        return RedisKeys.consentName(provider, subject, clientId);
    }
}
