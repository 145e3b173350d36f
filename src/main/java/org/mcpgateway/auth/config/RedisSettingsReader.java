package org.mcpgateway.auth.config;

import java.net.URI;
import java.time.Duration;

/** Reads {@link RedisSettings}. */
final class RedisSettingsReader {

    private RedisSettingsReader() {}

    static RedisSettings read(ConfigReader reader) {
        return new RedisSettings(
                reader.uri("REDIS_URL", "redis", "rediss").orElse(URI.create("redis://127.0.0.1:6379")),
                reader.secret("REDIS_PASSWORD"),
                Duration.ofSeconds(2));
    }
}
