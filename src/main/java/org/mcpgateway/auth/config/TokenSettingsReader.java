package org.mcpgateway.auth.config;

import java.time.Duration;

/** Reads {@link TokenSettings}: the chosen algorithm must have its key. */
final class TokenSettingsReader {

    private TokenSettingsReader() {}

    static TokenSettings read(ConfigReader reader) {
        var tokens = new TokenSettings(
                reader.choice("JWT_ALGORITHM", TokenSettings.JwtAlgorithm.class, TokenSettings.JwtAlgorithm.RS256),
                reader.secret("JWT_PRIVATE_KEY_B64"),
                reader.list("JWT_PREVIOUS_PUBLIC_KEYS_B64"),
                reader.secret("GATEWAY_JWT_SECRET").or(() -> reader.secret("JWT_SECRET")),
                reader.seconds("ACCESS_TOKEN_LIFETIME", Duration.ofHours(24), Duration.ofSeconds(1)),
                reader.seconds("REFRESH_TOKEN_LIFETIME", Duration.ofDays(30), Duration.ofSeconds(1)),
                reader.seconds("REFRESH_GRACE", Duration.ofSeconds(30), Duration.ZERO),
                Duration.ofSeconds(reader.number("AUTHORIZATION_CODE_LIFETIME", 60, 1, 600)),
                reader.flag("IDENTITY_TOKEN", false));
        boolean symmetric = tokens.algorithm() == TokenSettings.JwtAlgorithm.HS256;
        if (symmetric && tokens.sharedSecret().isEmpty()) {
            throw new InvalidConfigurationException("GATEWAY_JWT_SECRET", "must be set when JWT_ALGORITHM is HS256");
        }
        if (!symmetric && tokens.privateKey().isEmpty()) {
            throw new InvalidConfigurationException(
                    "JWT_PRIVATE_KEY_B64", "must be set when JWT_ALGORITHM is " + tokens.algorithm());
        }
        if (symmetric && tokens.identityToken()) {
            throw new InvalidConfigurationException(
                    "IDENTITY_TOKEN", "needs JWT_ALGORITHM RS256 or ES256: services check it with the public key");
        }
        return tokens;
    }
}
