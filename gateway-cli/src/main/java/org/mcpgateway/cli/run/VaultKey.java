package org.mcpgateway.cli.run;

import java.io.IOException;
import java.util.Base64;
import org.mcpgateway.cli.api.NewSecrets;

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
            String key = state.secret(state.vaultKey(), NewSecrets::vaultKey);
            if (Base64.getDecoder().decode(key).length != BYTES) {
                throw new IllegalArgumentException("not a key");
            }
            return key;
        } catch (IOException | IllegalArgumentException e) {
            throw StateFolder.unusable(state.path(), state.vaultKey().getFileName() + " is damaged", e);
        }
    }
}
