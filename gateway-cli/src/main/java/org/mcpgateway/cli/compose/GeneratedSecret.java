package org.mcpgateway.cli.compose;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** A secret of the gateway's own, which nobody has to think up. */
enum GeneratedSecret {
    JWT_SECRET("GATEWAY_JWT_SECRET", "signs tokens where JWT_ALGORITHM is HS256"),
    RSA_KEYS("JWT_PRIVATE_KEY_B64", "signs tokens"),
    REDIS_PASSWORD("REDIS_PASSWORD", "opens Redis"),
    VAULT_KEY("VAULT_KEY", "seals what users fill in for their servers");

    private static final int RANDOM_BYTES = 32;
    private static final int RSA_BITS = 3072;

    private final String key;
    private final String purpose;

    GeneratedSecret(String key, String purpose) {
        this.key = key;
        this.purpose = purpose;
    }

    /** The setting. */
    String key() {
        return key;
    }

    /** What it is for, as half a sentence. */
    String purpose() {
        return purpose;
    }

    /** As it is typed: {@code rsa-keys}. */
    String typed() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A new one, as the setting has it. */
    String generate() {
        return switch (this) {
            case JWT_SECRET, REDIS_PASSWORD -> HexFormat.of().formatHex(random());
            case VAULT_KEY -> Base64.getEncoder().encodeToString(random());
            case RSA_KEYS -> Base64.getEncoder().encodeToString(privateKey().getBytes(StandardCharsets.US_ASCII));
        };
    }

    private static byte[] random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }
}
