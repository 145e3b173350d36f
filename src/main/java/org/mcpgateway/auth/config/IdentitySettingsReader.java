package org.mcpgateway.auth.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Reads {@link IdentitySettings}: somebody must be able to sign users in. */
final class IdentitySettingsReader {

    private IdentitySettingsReader() {}

    /** @param issuer decides whether the local provider may be switched on */
    static IdentitySettings read(ConfigReader reader, IssuerSettings issuer) {
        Optional<IdentitySettings.GitHub> github = reader.text("GITHUB_CLIENT_ID")
                .map(clientId -> new IdentitySettings.GitHub(
                        clientId,
                        reader.secret("GITHUB_CLIENT_SECRET")
                                .orElseThrow(() -> new InvalidConfigurationException(
                                        "GITHUB_CLIENT_SECRET", "must be set when GITHUB_CLIENT_ID is")),
                        reader.uri("GITHUB_AUTHORIZE_URL", "https", "http")
                                .orElse(URI.create("https://github.com/login/oauth/authorize")),
                        reader.uri("GITHUB_TOKEN_URL", "https", "http")
                                .orElse(URI.create("https://github.com/login/oauth/access_token")),
                        reader.uri("GITHUB_API_URL", "https", "http").orElse(URI.create("https://api.github.com"))));
        boolean local = reader.flag("LOCAL_IDENTITY", false);
        if (local && !issuer.isLoopback()) {
            throw new InvalidConfigurationException(
                    "LOCAL_IDENTITY", "may be true only where GATEWAY_ISSUER is a loopback address");
        }
        if (github.isEmpty() && !local) {
            throw new InvalidConfigurationException(
                    "GITHUB_CLIENT_ID", "must be set, so that somebody can sign users in");
        }
        return new IdentitySettings(
                github,
                local,
                reader.list("LOCAL_IDENTITY_USERS"),
                reader.list("ALLOWED_GITHUB_USERS"),
                reader.list("ADMIN_USERS"),
                Duration.ofSeconds(reader.number("IDENTITY_TIMEOUT", 10, 1, 60)));
    }
}
