package org.mcpgateway.auth.redis;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * Seals what is stored so that only who brings a secret opens it again: Redis, its files and its backups hold nothing
 * that anybody could use. AES-256-GCM under a key made of the secret.
 */
public final class Seal {

    /** Each secret is random and seals one value only, so the nonce may be constant. */
    private static final byte[] NONCE = new byte[12];

    private final String purpose;

    /** @param purpose keeps what is sealed for different reasons under the same secret apart */
    public Seal(String purpose) {
        this.purpose = purpose + "\n";
    }

    /**
     * Seals a text.
     *
     * @param secret at least 128 random bits, used for no other text
     * @return base64
     */
    public String close(String secret, String text) {
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not seal", e);
        }
    }

    /** The text, or empty when it was sealed under another secret, for another purpose or not at all. */
    public Optional<String> open(String secret, String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            return Optional.of(new String(cipher(Cipher.DECRYPT_MODE, secret).doFinal(bytes), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String secret) throws GeneralSecurityException {
        byte[] key = Sha256.digest((purpose + secret).getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, NONCE));
        return cipher;
    }
}
