/** Proof Key for Code Exchange, S256 only (RFC 7636; OAuth 2.1 s7.5.2). */
@NullMarked
package org.mcpgateway.auth.pkce;

import org.jspecify.annotations.NullMarked;
