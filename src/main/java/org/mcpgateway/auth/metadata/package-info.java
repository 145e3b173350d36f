/**
 * What clients discover: the authorization server's document (RFC 8414) and one for each protected resource (RFC 9728),
 * made once at deployment from {@link ProtectedResources}.
 */
@NullMarked
package org.mcpgateway.auth.metadata;

import org.jspecify.annotations.NullMarked;
