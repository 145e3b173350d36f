package org.mcpgateway.cli.api;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets and keys. */
public final class NewSecrets {

    private static final int RANDOM_BYTES = 32;

    private NewSecrets() {}

    /** 32 random bytes. */
    public static byte[] random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** 32 random bytes in base64, as {@code VAULT_KEY} wants them. */
    public static String vaultKey() {
        return Base64.getEncoder().encodeToString(random());
    }

    /** A new RSA key as a PEM file (PKCS#8). */
    public static String rsaKey(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }
}
