package org.mcpgateway.auth.authorize;

import java.time.Instant;
import java.util.List;
import org.mcpgateway.auth.identity.UserIdentity;

/**
 * What an authorization code stands for. The code itself is not in it.
 *
 * @param version of this record's form; 1
 * @param grantId names everything that comes of this authorization, so that it can be revoked together
 * @param clientId the client it was given to
 * @param redirectUri as the authorization request named it
 * @param codeChallenge the S256 challenge
 * @param scope granted, space-separated
 * @param resources the addresses asked for (RFC 8707), canonical; empty: every service
 * @param user who granted it
 * @param issuedAt when
 */
public record AuthorizationCode(
        int version,
        String grantId,
        String clientId,
        String redirectUri,
        String codeChallenge,
        String scope,
        List<String> resources,
        UserIdentity user,
        Instant issuedAt) {}
