/**
 * An MCP client of any gateway, for people and for programs that only know stdio. Read
 * {@link org.mcpgateway.cli.client.StdioCommand}, then {@link org.mcpgateway.cli.client.Connection} for the transport
 * and {@link org.mcpgateway.cli.client.Authorization} for the token.
 */
@NullMarked
package org.mcpgateway.cli.client;

import org.jspecify.annotations.NullMarked;
