package org.mcpgateway.auth.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * Seals a user's secret with AES-256-GCM. What is sealed is base64 of: the version 1, the first four bytes of the key's
 * SHA-256, a nonce of 12 bytes, the ciphertext with its tag. User and name are authenticated with it, so that a value
 * opens in its own place only. The bridge opens it; both have the same test vectors.
 */
final class VaultCipher {

    static final int NONCE_BYTES = 12;

    private static final String PURPOSE = "mcp-oauth-gateway vault 1";
    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int TAG_BITS = 128;

    private final byte[] key;

    /** @param key 32 bytes, base64 */
    VaultCipher(String key) {
        this.key = Base64.getDecoder().decode(key);
    }

    /** @param nonce 12 bytes that this key has never sealed with */
    String seal(String userId, String name, String value, byte[] nonce) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place(userId, name));
            byte[] sealed = cipher.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(1 + KEY_ID_BYTES + nonce.length + sealed.length)
                            .put(VERSION)
                            .put(Arrays.copyOf(Sha256.digest(key), KEY_ID_BYTES))
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be sealed", e);
        }
    }

    /** A line each, after the length of what could hold a line break. */
    private static byte[] place(String userId, String name) {
        byte[] user = userId.getBytes(StandardCharsets.UTF_8);
        return (PURPOSE + "\n" + user.length + "\n" + userId + "\n" + name).getBytes(StandardCharsets.UTF_8);
    }
}
