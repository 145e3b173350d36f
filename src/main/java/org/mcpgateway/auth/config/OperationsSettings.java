package org.mcpgateway.auth.config;

import java.net.URI;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/**
 * How this server reaches the bridges, to see and end what runs there.
 *
 * @param key {@code OPERATIONS_KEY}: signs what the bridges are asked; empty: they are asked nothing
 * @param bridges {@code BRIDGE_URLS}: where they are
 */
public record OperationsSettings(Optional<PrivateKey> key, List<Bridge> bridges) {

    /**
     * Where a bridge, or several under one name, can be reached.
     *
     * @param address of its context, without a trailing slash
     * @param service the one that is asked for there; empty: all that it has
     */
    public record Bridge(URI address, Optional<String> service) {}
}
