package org.mcpgateway.bridge.era;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals what the client carries between two rounds, so that it can neither be read, nor changed, nor used by another
 * principal, for another service or another request (basic/patterns/mrtr, server requirements 4 and 5).
 *
 * <p>AES-256-GCM; base64url of 12 bytes nonce, then the ciphertext and its tag. The key lives as long as the process:
 * so do the calls that wait.
 */
final class RequestStates {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    RequestStates() {
        try {
            var generator = KeyGenerator.getInstance("AES");
            generator.init(256);
            key = generator.generateKey();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param context what the state is good for, and nothing else */
    String seal(String content, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(content.getBytes(StandardCharsets.UTF_8));
            byte[] state = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(state);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Returns the content, or empty when the state is not one of these, was changed, or is meant for something else.
     */
    Optional<String> open(String state, String context) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(state));
            if (bytes.remaining() <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = new byte[NONCE_BYTES];
            byte[] sealed = new byte[bytes.remaining() - NONCE_BYTES];
            bytes.get(nonce).get(sealed);
            byte[] content = cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(sealed);
            return Optional.of(new String(content, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
