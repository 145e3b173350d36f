/**
 * Sessions of the {@code initialize} era: one child each, relayed both ways. Read {@link Sessions}, then
 * {@link Session}, then {@link EventStream}.
 */
@NullMarked
package org.mcpgateway.bridge.session;

import org.jspecify.annotations.NullMarked;
