/**
 * Everything real: {@code ./gateway run} as a person starts it, real MCP clients, a real browser.
 * {@link org.mcpgateway.e2e.RunningGateway} starts it, {@link org.mcpgateway.e2e.Runtimes} says what a machine lacks.
 */
package org.mcpgateway.e2e;
