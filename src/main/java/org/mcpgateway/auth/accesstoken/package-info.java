/**
 * Access tokens as JWTs (RFC 9068): the keys ({@link SigningKeys}, published at {@code /jwks}, RFC 7517), making them
 * ({@link AccessTokenIssuer}), checking them ({@link AccessTokenVerifier}) and knowing which still live
 * ({@link AccessTokenStore}).
 */
@NullMarked
package org.mcpgateway.auth.accesstoken;

import org.jspecify.annotations.NullMarked;
