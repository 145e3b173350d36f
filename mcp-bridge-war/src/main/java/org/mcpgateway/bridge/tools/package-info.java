/**
 * Which tools of a service its users may have: the others are neither listed nor called, whatever kind of server it is.
 * Read {@link org.mcpgateway.bridge.tools.RestrictedLink}, then {@link org.mcpgateway.bridge.tools.ToolRule}.
 */
@NullMarked
package org.mcpgateway.bridge.tools;

import org.jspecify.annotations.NullMarked;
