package org.mcpgateway.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** The key under which users' secrets are sealed, made once for each state folder so that they survive a restart. */
final class VaultKey {

    private static final int BYTES = 32;

    private VaultKey() {}

    /**
     * Reads the key, or makes it at the first call.
     *
     * @return base64 of 32 bytes, as {@code VAULT_KEY} wants it
     */
    static String of(StateFolder state) {
        try {
            if (Files.notExists(state.vaultKey())) {
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                state.writeSecret(state.vaultKey(), Base64.getEncoder().encodeToString(key));
            }
            String key = Files.readString(state.vaultKey(), StandardCharsets.US_ASCII);
            if (Base64.getDecoder().decode(key).length != BYTES) {
                throw new IllegalArgumentException("not a key");
            }
            return key;
        } catch (IOException | IllegalArgumentException e) {
            throw StateFolder.unusable(state.path(), state.vaultKey().getFileName() + " is damaged", e);
        }
    }
}
