package org.mcpgateway.cli.compose;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Refuses settings of the key that signs tokens: {@code JWT_ALGORITHM} decides which key that is. */
record SigningKeyCheck(Settings settings) {

    private static final int SHORTEST_SECRET = 32;

    /** @throws org.mcpgateway.cli.CommandException naming the key that is missing or malformed */
    void run() {
        String algorithm = settings.find("JWT_ALGORITHM").orElse("RS256").toUpperCase(Locale.ROOT);
        switch (algorithm) {
            case "RS256", "ES256" -> privateKey();
            case "HS256" -> sharedSecret();
            default -> throw settings.malformed("JWT_ALGORITHM", "must be RS256, ES256 or HS256");
        }
    }

    private void privateKey() {
        settings.requireSecret("JWT_PRIVATE_KEY_B64", "the private key that signs tokens, a PEM file in base64");
        settings.find("JWT_PRIVATE_KEY_B64").filter(key -> !isPrivateKey(key)).ifPresent(key -> {
            throw settings.malformed("JWT_PRIVATE_KEY_B64", "must be a PEM private key in base64, on one line");
        });
    }

    private void sharedSecret() {
        boolean forerunners = settings.find("GATEWAY_JWT_SECRET").isEmpty()
                && settings.find("JWT_SECRET").isPresent();
        String key = forerunners ? "JWT_SECRET" : "GATEWAY_JWT_SECRET";
        settings.requireSecret(key, "the secret that signs tokens");
        settings.find(key).filter(value -> value.length() < SHORTEST_SECRET).ifPresent(value -> {
            throw settings.malformed(key, "must have at least " + SHORTEST_SECRET + " characters");
        });
    }

    private static boolean isPrivateKey(String base64) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
            return text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
