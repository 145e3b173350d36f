package org.mcpgateway.auth.config;

import java.util.Optional;

/**
 * How users' secrets for their MCP servers are kept. The bridge has the same keys.
 *
 * @param key {@code VAULT_KEY}: 32 bytes, base64; empty: no secrets can be kept
 * @param previousKey {@code VAULT_PREVIOUS_KEY}: the key before; what it has sealed can still be read
 */
public record VaultSettings(Optional<Secret> key, Optional<Secret> previousKey) {}
