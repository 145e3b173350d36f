package org.mcpgateway.auth.config;

import java.time.Duration;

/** Reads {@link AuditSettings}. */
final class AuditSettingsReader {

    private AuditSettingsReader() {}

    static AuditSettings read(ConfigReader reader) {
        return new AuditSettings(
                reader.number("AUDIT_EVENTS", 100_000, 0, 10_000_000),
                reader.seconds("AUDIT_LIFETIME", Duration.ofDays(30), Duration.ofMinutes(1)));
    }
}
