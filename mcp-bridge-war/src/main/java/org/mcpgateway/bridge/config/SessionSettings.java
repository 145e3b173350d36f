package org.mcpgateway.bridge.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What outlives one request.
 *
 * @param redis {@code REDIS_URL}: where sessions are recorded; empty: in this bridge's memory alone
 * @param replica {@code BRIDGE_REPLICA_URL}; empty: this bridge is the only one
 * @param replay what is kept for clients that lose the connection
 * @param legacySse {@code MCP_LEGACY_SSE}: whether the HTTP+SSE transport of 2024-11-05 is served as well
 */
public record SessionSettings(
        Optional<RedisSettings> redis, Optional<ReplicaSettings> replica, Replay replay, boolean legacySse) {

    /**
     * Bounds of what is kept of one session's event streams.
     *
     * @param messages {@code MCP_REPLAY_MESSAGES}; zero: nothing is kept
     * @param bytes {@code MCP_REPLAY_BYTES}; the latest message is kept even if it is longer
     * @param age {@code MCP_REPLAY_AGE}
     */
    public record Replay(int messages, int bytes, Duration age) {}
}
