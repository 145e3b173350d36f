package org.mcpgateway.auth.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Redis is.
 *
 * @param url {@code REDIS_URL}: {@code redis://} or {@code rediss://} with host, port and database
 * @param password {@code REDIS_PASSWORD}
 * @param timeout how long one command may take
 */
public record RedisSettings(URI url, Optional<Secret> password, Duration timeout) {}
