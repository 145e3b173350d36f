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
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** Opens links to servers elsewhere. Redirects are not followed: a secret in a header would go with them. */
@ApplicationScoped
public class RemoteServers {

    /** Of a server that takes what it is told and gives no sign; no call is meant, they may take long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
     * @throws ServerUnavailableException when a header cannot be sent: there is a character in it that HTTP does not
     *     know, as in a secret that was copied from a formatted text
     */
    public McpServerLink open(URI address, Map<String, String> headers, LinkListener listener) {
        RemoteSession session = new RemoteSession(address, headers, PATIENCE);
        session.impossibleHeader().ifPresent(name -> {
            throw new ServerUnavailableException("the header " + name
                    + " for this MCP server holds a character that no header can have: look at the secret in it");
        });
        return new HttpLink(client, session, longestMessage, listener);
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }
}
