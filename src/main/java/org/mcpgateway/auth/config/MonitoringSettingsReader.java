package org.mcpgateway.auth.config;

import java.util.List;

/** Reads {@link MonitoringSettings}: this machine alone unless others are named. */
final class MonitoringSettingsReader {

    private static final List<String> THIS_MACHINE = List.of("127.0.0.0/8", "::1");

    private MonitoringSettingsReader() {}

    static MonitoringSettings read(ConfigReader reader) {
        List<String> named = reader.list("MONITORING_ALLOWED");
        return new MonitoringSettings(
                reader.ranges("MONITORING_ALLOWED", named.isEmpty() ? THIS_MACHINE : named),
                reader.flag("ACCESS_LOG", false),
                !reader.flag("OTEL_SDK_DISABLED", true));
    }
}
