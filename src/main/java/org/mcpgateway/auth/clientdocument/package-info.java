/**
 * Client ID metadata documents: a client whose identifier is the https address of its metadata (OAuth Client ID
 * Metadata Document; MCP authorization). Read {@link org.mcpgateway.auth.clientdocument.ClientDocuments}, then
 * {@link org.mcpgateway.auth.clientdocument.DocumentFetcher} and its
 * {@link org.mcpgateway.auth.clientdocument.PublicHosts}.
 */
@NullMarked
package org.mcpgateway.auth.clientdocument;

import org.jspecify.annotations.NullMarked;
