package org.mcpgateway.auth.config;

/** Reads {@link LimitSettings}; 0 switches a limit off. */
final class LimitSettingsReader {

    private LimitSettingsReader() {}

    static LimitSettings read(ConfigReader reader) {
        return new LimitSettings(
                reader.number("FAILURES_PER_MINUTE", 60, 0, 1_000_000),
                reader.number("AUTHORIZATIONS_PER_MINUTE", 120, 0, 1_000_000),
                reader.number("DEVICE_CODES_PER_HOUR", 120, 0, 1_000_000));
    }
}
