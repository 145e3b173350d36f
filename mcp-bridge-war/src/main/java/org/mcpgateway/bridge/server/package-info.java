/**
 * Connections to MCP servers: {@link McpServerLink}, over the pipes of a child process ({@link StdioLink}) or to a
 * server inside this process ({@link InProcessServer}).
 */
@NullMarked
package org.mcpgateway.bridge.server;

import org.jspecify.annotations.NullMarked;
