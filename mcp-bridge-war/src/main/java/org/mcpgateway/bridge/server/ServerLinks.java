package org.mcpgateway.bridge.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Starts whatever a service of the catalogue is: a child process, or a server inside the bridge. */
@ApplicationScoped
public class ServerLinks {

    private final Map<String, InProcessServer> inProcess;
    private final int longestLine;

    @Inject
    public ServerLinks(Instance<InProcessServer> inProcess, BridgeConfig.LimitSettings limits) {
        this.inProcess = inProcess.stream().collect(Collectors.toMap(InProcessServer::name, Function.identity()));
        this.longestLine = limits.messageBytes();
    }

    /**
     * Starts a server of the service.
     *
     * @param owner names the session or user in the log
     * @throws ServerUnavailableException when it cannot be started
     */
    public McpServerLink open(Service service, String owner, LinkListener listener) {
        return switch (service) {
            case Service.Stdio stdio ->
                StdioLink.open(
                        new ChildCommand(
                                stdio.name() + "/" + owner,
                                stdio.command(),
                                stdio.environment(),
                                stdio.folder(),
                                longestLine),
                        listener);
            case Service.InProcess inside -> {
                InProcessServer server = inProcess.get(inside.server());
                if (server == null) {
                    throw new ServerUnavailableException("the bridge has no server named " + inside.server());
                }
                yield server.open(listener);
            }
        };
    }
}
