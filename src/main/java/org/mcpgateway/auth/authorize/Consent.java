package org.mcpgateway.auth.authorize;

import java.time.Instant;
import java.util.List;
import org.mcpgateway.auth.redis.RedisKeys;

/**
 * What a user let a client do.
 *
 * @param version of this record's form; 2
 * @param provider that vouched for the user
 * @param subject the user's identifier there
 * @param username the name the user had then
 * @param clientId the client
 * @param clientName as it called itself then
 * @param redirectHosts where its answers may go without asking again
 * @param scope space-separated
 * @param resources canonical; empty: every service
 * @param givenAt when
 */
public record Consent(
        int version,
        String provider,
        String subject,
        String username,
        String clientId,
        String clientName,
        List<String> redirectHosts,
        String scope,
        List<String> resources,
        Instant givenAt) {

    /** How indexes name it. */
    String name() {
        return RedisKeys.consentName(provider, subject, clientId);
    }
}
