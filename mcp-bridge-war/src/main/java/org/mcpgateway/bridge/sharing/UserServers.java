package org.mcpgateway.bridge.sharing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/**
 * The servers that sessions of a user share. What a server knows of its client it learns from {@code initialize}: only
 * sessions whose clients speak the same version and can do the same share one, so that it is never told something that
 * is not so.
 */
@ApplicationScoped
public class UserServers {

    private final Map<Key, UserServer> running = new ConcurrentHashMap<>();

    /**
     * Whose sessions share a server.
     *
     * @param service the name in the catalogue
     * @param definition tells a service as it is now from what it was before the catalogue changed
     * @param user the user's id, not empty
     */
    public record Owner(String service, int definition, String user) {}

    private record Key(Owner owner, String client) {}

    /**
     * A link for one session; the server behind it is found, or started, at its first message, {@code initialize}.
     *
     * @param opener starts the server with the given listener
     */
    public McpServerLink open(Owner owner, LinkListener session, Function<LinkListener, McpServerLink> opener) {
        return new SharingLink(session, (client, member) -> join(new Key(owner, client), member, opener));
    }

    /** The version and capabilities of a client, as they stand in its {@code initialize}. */
    static String client(RawJson initialize) {
        return initialize.path("params", "protocolVersion").map(RawJson::text).orElse("") + " "
                + initialize.path("params", "capabilities").map(RawJson::text).orElse("");
    }

    private UserServer join(Key key, Member member, Function<LinkListener, McpServerLink> opener) {
        return running.compute(key, (same, server) -> {
            if (server != null && server.add(member)) {
                return server;
            }
            UserServer started = new UserServer(over -> running.remove(key, over));
            started.add(member);
            started.begin(opener.apply(started));
            return started;
        });
    }
}
