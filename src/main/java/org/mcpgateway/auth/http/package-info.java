/**
 * What every endpoint shares: reading parameters within limits, the one mapper from {@code OAuthException} to an
 * answer, request ids, security headers, CORS. Knows no endpoint.
 */
@NullMarked
package org.mcpgateway.auth.http;

import org.jspecify.annotations.NullMarked;
