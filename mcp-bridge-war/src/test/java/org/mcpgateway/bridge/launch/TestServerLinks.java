package org.mcpgateway.bridge.launch;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.remote.RemoteServers;
import org.mcpgateway.bridge.server.InProcessServer;
import org.mcpgateway.bridge.sharing.UserServers;
import org.mcpgateway.bridge.supervision.OpenLinks;
import org.mcpgateway.bridge.support.TestConfig;
import org.mcpgateway.bridge.tools.RefusedTools;

/** What starts servers, put together as in the bridge, with one server inside it. */
public final class TestServerLinks {

    private TestServerLinks() {}

    /** Starts whatever there is, this one included. */
    public static ServerLinks with(InProcessServer server) {
        BridgeConfig config = TestConfig.of();
        return new ServerLinks(
                instance(server),
                new TestLinks().launcher,
                new UserServers(),
                new RemoteServers(config.limits()),
                new PlaceholderValues(name -> Optional.empty(), (user, name) -> user),
                new OpenLinks(new BridgeMetrics()),
                new Catalogue(config),
                new RefusedTools(new BridgeMetrics()),
                config.limits());
    }

    /** The servers as CDI finds them; nothing but their stream is asked for. */
    @SuppressWarnings("unchecked")
    private static Instance<InProcessServer> instance(InProcessServer server) {
        return (Instance<InProcessServer>) Proxy.newProxyInstance(
                Instance.class.getClassLoader(), new Class<?>[] {Instance.class}, (self, method, arguments) -> {
                    if (method.getName().equals("stream")) {
                        return Stream.of(server);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
