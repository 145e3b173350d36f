package org.mcpgateway.bridge.config;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Reads {@link VaultSettings}. */
final class VaultSettingsReader {

    private static final int KEY_BYTES = 32;

    private VaultSettingsReader() {}

    static VaultSettings read(ConfigReader reader) {
        Optional<String> page = reader.uri("ACCOUNT_URL", "http", "https").map(Object::toString);
        return new VaultSettings(
                sealKey("VAULT_KEY", reader.text("VAULT_KEY"), reader),
                sealKey("VAULT_PREVIOUS_KEY", reader.text("VAULT_PREVIOUS_KEY"), reader),
                page.or(() -> reader.text("GATEWAY_ISSUER").map(issuer -> issuer + "/account"))
                        .or(() -> reader.text("BASE_DOMAIN").map(domain -> "https://auth." + domain + "/account")));
    }

    private static Optional<String> sealKey(String name, Optional<String> value, ConfigReader reader) {
        String file = name + "_FILE";
        Optional<String> key =
                value.or(() -> reader.text(file).map(path -> ConfigReader.contents(file, Path.of(path))));
        key.ifPresent(text -> {
            if (!isKey(text)) {
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
