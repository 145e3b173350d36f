package org.mcpgateway.auth.config;

/** Reads {@link LoadSettings}. */
final class LoadSettingsReader {

    private static final int MOST = 100_000;

    private LoadSettingsReader() {}

    static LoadSettings read(ConfigReader reader) {
        return new LoadSettings(
                reader.number("MAX_CONCURRENT_REQUESTS", 32, 0, MOST),
                reader.number("MAX_WAITING_REQUESTS", 96, 0, MOST),
                reader.number("MAX_CONCURRENT_VERIFICATIONS", 1000, 0, MOST));
    }
}
