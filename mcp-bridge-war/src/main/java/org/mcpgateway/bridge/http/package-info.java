/**
 * The bridge's addresses: {@code {context}/{service}/mcp} and {@code {context}/mcp}. Read {@link McpServlet}, then
 * {@link SessionEndpoint} for the {@code initialize} era; {@link ForwardAuthFilter} stands before both where no proxy
 * does.
 */
@NullMarked
package org.mcpgateway.bridge.http;

import org.jspecify.annotations.NullMarked;
