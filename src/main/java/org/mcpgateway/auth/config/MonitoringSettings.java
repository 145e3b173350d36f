package org.mcpgateway.auth.config;

import java.util.List;

/**
 * Who may see how this server is doing.
 *
 * @param allowed {@code MONITORING_ALLOWED}: addresses that may read metrics
 */
public record MonitoringSettings(List<AddressRange> allowed) {}
