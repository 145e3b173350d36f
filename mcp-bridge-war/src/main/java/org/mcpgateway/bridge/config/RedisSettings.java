package org.mcpgateway.bridge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where Redis is, and in which form.
 *
 * @param mode {@code REDIS_MODE}
 * @param addresses {@code REDIS_URL}: one server, or some of the sentinels or cluster nodes; {@code redis://} or
 *     {@code rediss://} with host and port
 * @param database the path of the first address; always 0 in a cluster
 * @param username {@code REDIS_USERNAME}: a user of Redis' access control lists
 * @param password {@code REDIS_PASSWORD}
 * @param sentinel what the sentinels are asked for; only where they are
 * @param authorities {@code REDIS_CA}: a file of PEM certificates to trust instead of the system's
 * @param timeout how long one command may take
 */
public record RedisSettings(
        Mode mode,
        List<URI> addresses,
        int database,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Sentinel> sentinel,
        Optional<Path> authorities,
        Duration timeout) {

    /** One server at this address, without a password. */
    public static RedisSettings single(URI address) {
        return new RedisSettings(
                Mode.SINGLE,
                List.of(address),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(2));
    }

    /** The forms of Redis. */
    public enum Mode {
        /** One server. */
        SINGLE,
        /** Replicas whose primary the sentinels know. */
        SENTINEL,
        /** Shards. */
        CLUSTER
    }

    /**
     * What the sentinels are asked for.
     *
     * @param master {@code REDIS_SENTINEL_MASTER}: the name under which they watch the primary
     * @param password {@code REDIS_SENTINEL_PASSWORD}: their own
     */
    public record Sentinel(String master, Optional<Secret> password) {}
}
