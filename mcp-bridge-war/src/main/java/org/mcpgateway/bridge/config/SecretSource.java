package org.mcpgateway.bridge.config;

import java.util.Optional;

/**
 * What {@code ${secret:NAME}} of the catalogue stands for: the file {@code NAME} in {@code MCP_SECRETS_FOLDER}, else
 * the setting {@code MCP_SECRET_NAME}. Nothing else of the bridge's configuration can be reached by it.
 */
@FunctionalInterface
public interface SecretSource {

    /**
     * The secret of this name.
     *
     * @param name letters, digits and underscores
     */
    Optional<String> find(String name);
}
