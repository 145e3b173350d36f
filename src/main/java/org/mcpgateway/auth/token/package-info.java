/**
 * The token endpoint (OAuth 2.1 s3.2). Read {@link TokenResource}, then one file for each grant, then
 * {@link FirstTokens}, {@link TokenIssuer} and {@link RefreshTokenStore}.
 */
@NullMarked
package org.mcpgateway.auth.token;

import org.jspecify.annotations.NullMarked;
