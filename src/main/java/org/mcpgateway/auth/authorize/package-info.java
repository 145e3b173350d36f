/**
 * The authorization request, its consent and the code (OAuth 2.1 s4.1, RFC 9207). Read {@code AuthorizeResource}, then
 * {@code CallbackResource}, then {@link AuthorizationCodeStore}.
 */
@NullMarked
package org.mcpgateway.auth.authorize;

import org.jspecify.annotations.NullMarked;
