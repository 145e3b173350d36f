package org.mcpgateway.bridge.config;

import java.util.List;

/**
 * Who may see how the bridge is doing.
 *
 * @param allowed {@code MONITORING_ALLOWED}: addresses that may read metrics and the state of each service
 * @param accessLog {@code ACCESS_LOG}: whether each request of MCP is told in the log
 * @param tracing whether {@code OTEL_SDK_DISABLED} is {@code false}, which MicroProfile Telemetry takes for true unless
 *     it is set
 */
public record MonitoringSettings(List<AddressRange> allowed, boolean accessLog, boolean tracing) {

    static MonitoringSettings read(ConfigReader reader) {
        List<String> ranges = reader.list("MONITORING_ALLOWED");
        return new MonitoringSettings(
                (ranges.isEmpty() ? List.of("127.0.0.0/8", "::1") : ranges)
                        .stream().map(MonitoringSettings::range).toList(),
                reader.flag("ACCESS_LOG"),
                !reader.flag("OTEL_SDK_DISABLED", true));
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    "MONITORING_ALLOWED", "must be addresses or CIDR ranges, separated by commas");
        }
    }
}
