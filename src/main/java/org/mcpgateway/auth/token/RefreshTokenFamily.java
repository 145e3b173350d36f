package org.mcpgateway.auth.token;

import java.time.Instant;
import java.util.List;
import org.mcpgateway.auth.identity.UserIdentity;

/**
 * What stays the same over all rotations of a refresh token.
 *
 * @param version of this record's form; 1
 * @param clientId to whom it was given
 * @param user who granted it
 * @param scope granted, space-separated
 * @param resources for which addresses, canonical; empty: every service
 * @param startedAt when the authorization was granted
 */
public record RefreshTokenFamily(
        int version, String clientId, UserIdentity user, String scope, List<String> resources, Instant startedAt) {}
