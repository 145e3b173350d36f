package org.mcpgateway.bridge.config;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * Whom the bridge tells of its sessions, and lets end them.
 *
 * @param key {@code OPERATIONS_PUBLIC_KEY}: checks what the authorization server signs; empty: nobody is told anything
 */
public record OperationsSettings(Optional<PublicKey> key) {

    private static final String NAME = "OPERATIONS_PUBLIC_KEY";

    static OperationsSettings read(ConfigReader reader) {
        return new OperationsSettings(reader.text(NAME).map(OperationsSettings::key));
    }

    private static PublicKey key(String text) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    NAME, "must be an Ed25519 public key, DER in base64, as gateway secrets generate prints it");
        }
    }
}
