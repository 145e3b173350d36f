package org.mcpgateway.auth.config;

import java.net.URI;

/** Reads {@link IssuerSettings}: the address must be https, or loopback for trying things out. */
final class IssuerSettingsReader {

    private IssuerSettingsReader() {}

    static IssuerSettings read(ConfigReader reader) {
        URI identifier = reader.uri("GATEWAY_ISSUER", "https", "http")
                .or(() -> reader.domain("BASE_DOMAIN").map(domain -> URI.create("https://auth." + domain)))
                .orElseThrow(() -> new InvalidConfigurationException(
                        "BASE_DOMAIN", "must be set (or GATEWAY_ISSUER, the full address of this server)"));
        if (identifier.toString().endsWith("/") || identifier.getRawQuery() != null) {
            throw new InvalidConfigurationException("GATEWAY_ISSUER", "must have no query and must not end in a slash");
        }
        var issuer = new IssuerSettings(identifier);
        if (!issuer.isHttps() && !issuer.isLoopback()) {
            throw new InvalidConfigurationException("GATEWAY_ISSUER", "must be https unless it is a loopback address");
        }
        return issuer;
    }
}
