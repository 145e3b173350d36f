package org.mcpgateway.bridge.config;

import java.net.URI;

/**
 * How several bridges work as one.
 *
 * @param address {@code BRIDGE_REPLICA_URL}: where the others reach this one's WAR; no trailing slash
 * @param secret {@code BRIDGE_REPLICA_SECRET}: the same for all; by default derived from {@code REDIS_PASSWORD}
 */
public record ReplicaSettings(URI address, Secret secret) {}
