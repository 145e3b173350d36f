/**
 * Services that run elsewhere and speak Streamable HTTP themselves: the bridge is their client. Read
 * {@link org.mcpgateway.bridge.remote.HttpLink}, then {@link org.mcpgateway.bridge.remote.EventReader} (MCP,
 * basic/transports).
 */
@NullMarked
package org.mcpgateway.bridge.remote;

import org.jspecify.annotations.NullMarked;
