/**
 * Who the resource owner is: the identity providers (GitHub, OpenID Connect, the local one of {@code ./gateway run})
 * and the policy that says who is allowed.
 */
@NullMarked
package org.mcpgateway.auth.identity;

import org.jspecify.annotations.NullMarked;
