/**
 * Several services under one address. Read {@link org.mcpgateway.bridge.group.GroupLink}, then
 * {@link org.mcpgateway.bridge.group.Member}; {@link org.mcpgateway.bridge.group.Names} says how names are prefixed.
 */
@NullMarked
package org.mcpgateway.bridge.group;

import org.jspecify.annotations.NullMarked;
