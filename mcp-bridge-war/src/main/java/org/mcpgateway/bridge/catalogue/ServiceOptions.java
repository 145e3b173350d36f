package org.mcpgateway.bridge.catalogue;

import java.util.Set;

/**
 * What the gateway does for a service besides running it; {@code gateway.services.NAME} in the catalogue.
 *
 * @param identity {@code identity}: how the server learns who is calling
 */
public record ServiceOptions(Set<IdentityForm> identity) {

    /** Nothing. */
    public static final ServiceOptions NONE = new ServiceOptions(Set.of());

    public ServiceOptions {
        identity = Set.copyOf(identity);
    }

    /** How a server learns who is calling. */
    public enum IdentityForm {
        /** {@code MCP_USER_ID}, {@code MCP_USER_NAME}, {@code MCP_USER_EMAIL}, {@code MCP_CLIENT_ID} of a child. */
        ENVIRONMENT,
        /** {@code params._meta["org.mcpgateway/caller"]} of every request. */
        META
    }
}
