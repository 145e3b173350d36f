package org.mcpgateway.bridge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@link RedisSettings}: one address for one server, any number for sentinels and cluster nodes. */
final class RedisSettingsReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_DATABASES = 1024;

    private RedisSettingsReader() {}

    /** Empty when {@code REDIS_URL} is not set. */
    static Optional<RedisSettings> read(ConfigReader reader) {
        RedisSettings.Mode mode = reader.choice("REDIS_MODE", RedisSettings.Mode.SINGLE);
        List<URI> addresses = addresses(reader, mode);
        return addresses.isEmpty() ? Optional.empty() : Optional.of(settings(reader, mode, addresses));
    }

    private static RedisSettings settings(ConfigReader reader, RedisSettings.Mode mode, List<URI> addresses) {
        return new RedisSettings(
                mode,
                addresses,
                database(addresses.getFirst(), mode),
                reader.text("REDIS_USERNAME"),
                reader.secret("REDIS_PASSWORD"),
                mode == RedisSettings.Mode.SENTINEL ? Optional.of(sentinel(reader)) : Optional.empty(),
                reader.text("REDIS_CA").map(Path::of),
                TIMEOUT);
    }

    private static List<URI> addresses(ConfigReader reader, RedisSettings.Mode mode) {
        List<URI> addresses = reader.uris("REDIS_URL", "redis", "rediss");
        if (mode == RedisSettings.Mode.SINGLE && addresses.size() > 1) {
            throw new InvalidConfigurationException(
                    "REDIS_URL", "must be one address unless REDIS_MODE is sentinel or cluster");
        }
        if (addresses.stream().anyMatch(address -> address.getPort() < 1)) {
            throw new InvalidConfigurationException("REDIS_URL", "must name a port, as redis://host:6379");
        }
        return addresses;
    }

    private static int database(URI address, RedisSettings.Mode mode) {
        String path = address.getRawPath();
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (mode == RedisSettings.Mode.CLUSTER || !path.matches("/[0-9]{1,4}")) {
            throw new InvalidConfigurationException(
                    "REDIS_URL",
                    "may have the number of a database as path, as redis://host:6379/2; none in a cluster");
        }
        int database = Integer.parseInt(path.substring(1));
        if (database >= MOST_DATABASES) {
            throw new InvalidConfigurationException("REDIS_URL", "must name a database below " + MOST_DATABASES);
        }
        return database;
    }

    private static RedisSettings.Sentinel sentinel(ConfigReader reader) {
        return new RedisSettings.Sentinel(
                reader.text("REDIS_SENTINEL_MASTER").orElse("mymaster"), reader.secret("REDIS_SENTINEL_PASSWORD"));
    }
}
