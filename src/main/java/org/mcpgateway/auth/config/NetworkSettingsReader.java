package org.mcpgateway.auth.config;

/** Reads {@link NetworkSettings}. */
final class NetworkSettingsReader {

    private NetworkSettingsReader() {}

    static NetworkSettings read(ConfigReader reader) {
        return new NetworkSettings(
                reader.ranges("TRUSTED_PROXIES", reader.list("TRUSTED_PROXIES")), reader.list("MCP_CORS_ORIGINS"));
    }
}
