package org.mcpgateway.bridge.it;

import java.util.Map;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.RedisServer;

/** Two replicas over one Redis, for all tests of this JVM. */
final class Replicas {

    private static final Map<String, String> SETTINGS = Map.of("MCP_LEGACY_SSE", "true");

    private final RedisServer redis = RedisServer.start();
    private final BridgeServer one = BridgeServer.replica(redis, SETTINGS);
    private final BridgeServer other = BridgeServer.replica(redis, SETTINGS);

    private Replicas() {
        one.awaitReady();
        other.awaitReady();
    }

    static Replicas shared() {
        return Shared.INSTANCE;
    }

    RedisServer redis() {
        return redis;
    }

    BridgeServer one() {
        return one;
    }

    BridgeServer other() {
        return other;
    }

    private static final class Shared {
        static final Replicas INSTANCE = new Replicas();
    }
}
