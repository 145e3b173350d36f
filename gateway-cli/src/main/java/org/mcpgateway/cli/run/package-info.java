/**
 * {@code gateway run}: Redis, both WARs in one server process and the MCP servers, on loopback, stopped together.
 *
 * <p>Read {@link org.mcpgateway.cli.run.RunCommand} first, then {@link org.mcpgateway.cli.run.LocalGateway}, which
 * starts and stops the parts in their order.
 */
@NullMarked
package org.mcpgateway.cli.run;

import org.jspecify.annotations.NullMarked;
