/**
 * The services: the {@code mcpServers} JSON that MCP clients know, with the gateway's own settings under one extra key
 * {@code gateway}. Read {@link Catalogue}, then {@link CatalogueFile}.
 */
@NullMarked
package org.mcpgateway.bridge.catalogue;

import org.jspecify.annotations.NullMarked;
