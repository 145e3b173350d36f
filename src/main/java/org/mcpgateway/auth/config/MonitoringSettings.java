package org.mcpgateway.auth.config;

import java.util.List;

/**
 * Who may see how this server is doing.
 *
 * @param allowed {@code MONITORING_ALLOWED}: addresses that may read metrics
 * @param accessLog {@code ACCESS_LOG}: whether each request is told in the log
 * @param tracing whether {@code OTEL_SDK_DISABLED} is {@code false}, which MicroProfile Telemetry takes for true unless
 *     it is set
 */
public record MonitoringSettings(List<AddressRange> allowed, boolean accessLog, boolean tracing) {}
