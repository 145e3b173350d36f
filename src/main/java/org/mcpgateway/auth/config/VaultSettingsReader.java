package org.mcpgateway.auth.config;

import java.util.Base64;
import java.util.Optional;

/** Reads {@link VaultSettings}. */
final class VaultSettingsReader {

    private static final int KEY_BYTES = 32;

    private VaultSettingsReader() {}

    static VaultSettings read(ConfigReader reader) {
        return new VaultSettings(
                checked("VAULT_KEY", reader.secret("VAULT_KEY")),
                checked("VAULT_PREVIOUS_KEY", reader.secret("VAULT_PREVIOUS_KEY")));
    }

    private static Optional<Secret> checked(String name, Optional<Secret> key) {
        key.ifPresent(secret -> {
            if (!isKey(secret.value())) {
                throw new InvalidConfigurationException(
                        name, "must be 32 random bytes in base64, as of: openssl rand -base64 32");
            }
        });
        return key;
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
