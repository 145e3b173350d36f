package org.mcpgateway.auth.config;

import java.util.List;

/**
 * Whom this server believes.
 *
 * @param trustedProxies {@code TRUSTED_PROXIES}: addresses or CIDR ranges whose {@code X-Forwarded-*} are believed;
 *     empty: nobody's
 * @param corsOrigins {@code MCP_CORS_ORIGINS}: origins that browsers may call from; {@code *} is any
 */
public record NetworkSettings(List<AddressRange> trustedProxies, List<String> corsOrigins) {}
