package org.mcpgateway.auth.accesstoken;

import java.net.URI;
import java.time.Instant;

/**
 * What a service is told of who is asking, signed: good for one request to one service, for a minute.
 *
 * @param token the access token that was verified; it is not in it
 * @param service the name of the service, which is the audience
 * @param method of the request ({@code htm}, as RFC 9449 names it)
 * @param address scheme, host and path of the request, without its query ({@code htu})
 * @param issuedAt when
 * @param expiresAt when it ends
 */
public record IdentityToken(
        AccessToken token, String service, String method, URI address, Instant issuedAt, Instant expiresAt) {}
