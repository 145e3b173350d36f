/**
 * Users' own secrets for their MCP servers, as an API key of theirs: written here, read by the bridge alone. Read
 * {@link org.mcpgateway.auth.vault.UserVaultStore}, then {@link org.mcpgateway.auth.vault.VaultCipher}.
 */
@NullMarked
package org.mcpgateway.auth.vault;

import org.jspecify.annotations.NullMarked;
