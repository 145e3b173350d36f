package org.mcpgateway.bridge.config;

import java.util.Optional;

/**
 * How users' secrets, which the authorization server keeps in Redis, are opened.
 *
 * @param key {@code VAULT_KEY}: 32 bytes, base64, as the authorization server has it; empty: there are none
 * @param previousKey {@code VAULT_PREVIOUS_KEY}: the key before
 * @param accountPage {@code ACCOUNT_URL}: where users fill them in, for the message that one is missing
 */
public record VaultSettings(Optional<String> key, Optional<String> previousKey, Optional<String> accountPage) {

    @Override
    public String toString() {
        return "VaultSettings[key=(secret), accountPage=" + accountPage + "]";
    }
}
