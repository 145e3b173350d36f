/** Token revocation (RFC 7009): a client ends its own tokens. */
@NullMarked
package org.mcpgateway.auth.revocation;

import org.jspecify.annotations.NullMarked;
