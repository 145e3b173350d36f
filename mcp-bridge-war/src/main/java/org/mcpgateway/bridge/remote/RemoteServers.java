package org.mcpgateway.bridge.remote;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/** Opens links to servers elsewhere. Redirects are not followed: a secret in a header would go with them. */
@ApplicationScoped
public class RemoteServers {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final int longestMessage;

    @Inject
    public RemoteServers(BridgeConfig.LimitSettings limits) {
        this.longestMessage = limits.messageBytes();
    }

    /**
     * A link of its own to the server; nothing is sent yet.
     *
     * @param address its MCP endpoint
     * @param headers for every request
     */
    public McpServerLink open(URI address, Map<String, String> headers, LinkListener listener) {
        return new HttpLink(client, new RemoteSession(address, headers), longestMessage, listener);
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }
}
