/**
 * Signing users in with OpenID Connect providers (OpenID Connect Core 1.0 s3.1, Discovery 1.0). Read
 * {@code OpenIdProvider}, then {@code IdTokens}, then {@code ClaimMapping}.
 */
@NullMarked
package org.mcpgateway.auth.openid;

import org.jspecify.annotations.NullMarked;
