package org.mcpgateway.bridge.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reads {@link SessionSettings}. */
final class SessionSettingsReader {

    private static final int REPLAYED_BYTES = 4 * 1024 * 1024;
    private static final int SHORTEST_SECRET = 32;

    private SessionSettingsReader() {}

    static SessionSettings read(ConfigReader reader) {
        Optional<RedisSettings> redis = RedisSettingsReader.read(reader);
        return new SessionSettings(
                redis,
                reader.uri("BRIDGE_REPLICA_URL", "http", "https").map(address -> replica(reader, address, redis)),
                new SessionSettings.Replay(
                        reader.number("MCP_REPLAY_MESSAGES", 1000, 0),
                        reader.number("MCP_REPLAY_BYTES", REPLAYED_BYTES, 1024),
                        Duration.ofSeconds(reader.number("MCP_REPLAY_AGE", 300, 1))),
                reader.flag("MCP_LEGACY_SSE"));
    }

    private static ReplicaSettings replica(ConfigReader reader, URI address, Optional<RedisSettings> redis) {
        if (redis.isEmpty()) {
            throw new InvalidConfigurationException(
                    "BRIDGE_REPLICA_URL", "needs REDIS_URL, where the replicas find each other");
        }
        String base = address.toString();
        return new ReplicaSettings(
                URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) : base),
                reader.secret("BRIDGE_REPLICA_SECRET")
                        .map(SessionSettingsReader::checked)
                        .or(() -> redis.get().password().map(SessionSettingsReader::derived))
                        .orElseThrow(() -> new InvalidConfigurationException(
                                "BRIDGE_REPLICA_SECRET", "must be set where Redis has no password")));
    }

    private static Secret checked(Secret secret) {
        if (secret.value().length() < SHORTEST_SECRET) {
            throw new InvalidConfigurationException(
                    "BRIDGE_REPLICA_SECRET", "must have at least " + SHORTEST_SECRET + " characters");
        }
        return secret;
    }

    /** Whoever has the password can write session records anyway, so nobody gets more than they have. */
    private static Secret derived(Secret password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] key = mac.doFinal("mcp-oauth-gateway bridge replicas".getBytes(StandardCharsets.UTF_8));
            return new Secret(HexFormat.of().formatHex(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
