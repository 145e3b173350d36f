package org.mcpgateway.cli.compose;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.mcpgateway.cli.api.NewSecrets;
import org.mcpgateway.cli.api.OperationsKey;

/** A secret of the gateway's own, which nobody has to think up. */
enum GeneratedSecret {
    JWT_SECRET("GATEWAY_JWT_SECRET", "signs tokens where JWT_ALGORITHM is HS256"),
    RSA_KEYS("JWT_PRIVATE_KEY_B64", "signs tokens"),
    REDIS_PASSWORD("REDIS_PASSWORD", "opens Redis"),
    VAULT_KEY("VAULT_KEY", "seals what users fill in for their servers"),
    OPERATIONS_KEY("OPERATIONS_KEY", "lets auth see and end what runs at the bridges");

    /** Those that a deployment needs; the secret of HS256 is not among them. */
    static final List<GeneratedSecret> USUAL = List.of(RSA_KEYS, REDIS_PASSWORD, VAULT_KEY, OPERATIONS_KEY);

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
            case JWT_SECRET, REDIS_PASSWORD -> HexFormat.of().formatHex(NewSecrets.random());
            case VAULT_KEY -> NewSecrets.vaultKey();
            case OPERATIONS_KEY -> OperationsKey.generate().secret();
            case RSA_KEYS ->
                Base64.getEncoder().encodeToString(NewSecrets.rsaKey(RSA_BITS).getBytes(StandardCharsets.US_ASCII));
        };
    }
}
