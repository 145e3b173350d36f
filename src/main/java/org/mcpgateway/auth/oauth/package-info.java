/**
 * The vocabulary of OAuth: error codes and the one exception that carries them, random values, digests. Depends on
 * nothing of this product; every other package may use it (RFC 6749, RFC 8707).
 */
@NullMarked
package org.mcpgateway.auth.oauth;

import org.jspecify.annotations.NullMarked;
