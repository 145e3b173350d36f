package org.mcpgateway.bridge.catalogue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mcpgateway.bridge.server.ResourceLimits;
import org.mcpgateway.bridge.tools.ToolRule;

/**
 * What the gateway does for a service besides running it; {@code gateway.services.NAME} in the catalogue.
 *
 * @param identity {@code identity}: how the server learns who is calling
 * @param timeout {@code timeout}: the longest silence in a call, in seconds; zero: none; empty: that of the bridge
 * @param traceContext {@code traceContext}: whether W3C trace context of HTTP requests is passed on to the server
 * @param children how its child processes are kept
 * @param tools {@code tools}: which of its tools users may have
 */
public record ServiceOptions(
        Set<IdentityForm> identity,
        Optional<Duration> timeout,
        boolean traceContext,
        ChildOptions children,
        ToolRule tools) {

    /** Nothing. */
    public static final ServiceOptions NONE = new ServiceOptions(
            Set.of(),
            Optional.empty(),
            false,
            new ChildOptions(0, OptionalInt.empty(), ResourceLimits.NONE, false),
            ToolRule.ALL);

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

    /**
     * How the child processes of a service are kept.
     *
     * @param spares {@code warmSpare}: children that are started ahead of need
     * @param most {@code limits.children}: that run at a time, spares included; empty: the limit of the bridge
     * @param limits {@code limits}: what each process may use
     * @param sharedByUser {@code share}: whether all sessions of a user share one child
     */
    public record ChildOptions(int spares, OptionalInt most, ResourceLimits limits, boolean sharedByUser) {}
}
