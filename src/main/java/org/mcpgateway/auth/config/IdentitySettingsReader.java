package org.mcpgateway.auth.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@link IdentitySettings}: somebody must be able to sign users in. */
final class IdentitySettingsReader {

    private IdentitySettingsReader() {}

    /** @param issuer decides whether the local provider may be switched on */
    static IdentitySettings read(ConfigReader reader, IssuerSettings issuer) {
        Optional<IdentitySettings.GitHub> github = GitHubSettingsReader.read(reader);
        List<IdentitySettings.OpenId> openId = OpenIdSettingsReader.read(reader);
        boolean local = reader.flag("LOCAL_IDENTITY", false);
        if (local && !issuer.isLoopback()) {
            throw new InvalidConfigurationException(
                    "LOCAL_IDENTITY", "may be true only where GATEWAY_ISSUER is a loopback address");
        }
        if (github.isEmpty() && openId.isEmpty() && !local) {
            throw new InvalidConfigurationException(
                    "GITHUB_CLIENT_ID", "or OIDC_PROVIDERS must be set, so that somebody can sign users in");
        }
        return new IdentitySettings(
                github,
                openId,
                local,
                reader.list("LOCAL_IDENTITY_USERS"),
                Duration.ofSeconds(reader.number("IDENTITY_TIMEOUT", 10, 1, 60)),
                reader.text("IDENTITY_CA").map(Path::of));
    }
}
