/**
 * Access tokens as JWTs (RFC 9068): the keys ({@link SigningKeys}, published at {@code /jwks}, RFC 7517), making them
 * ({@link AccessTokenEncoder}), checking them ({@link AccessTokenDecoder}) and knowing which still live
 * ({@link AccessTokenStore}, {@link LivingTokens}). The same keys sign what a service is told of its caller
 * ({@link IdentityToken}).
 */
@NullMarked
package org.mcpgateway.auth.accesstoken;

import org.jspecify.annotations.NullMarked;
