package org.mcpgateway.auth.authorize;

import java.time.Instant;
import java.util.List;

/**
 * What a user let a client do.
 *
 * @param version of this record's form; 1
 * @param clientId the client
 * @param clientName as it called itself then
 * @param redirectHosts where its answers may go without asking again
 * @param scope space-separated
 * @param resources canonical; empty: every service
 * @param givenAt when
 */
public record Consent(
        int version,
        String clientId,
        String clientName,
        List<String> redirectHosts,
        String scope,
        List<String> resources,
        Instant givenAt) {}
