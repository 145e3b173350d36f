package org.mcpgateway.bridge.fetch;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.mcpgateway.bridge.config.FetchSettings;
import org.mcpgateway.bridge.server.InProcessServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;

/** The native fetch server, {@code fetchs} in the catalogue; all connections share its web client and robots rules. */
@ApplicationScoped
public class FetchServer implements InProcessServer {

    private final WebReader web;
    private final Simplifier simplifier;
    private final FetchProtocol protocol;

    @Inject
    public FetchServer(FetchSettings settings) {
        this.web = new WebReader(settings, new PublicAddresses(settings));
        this.simplifier = new Simplifier(settings.patience());
        this.protocol =
                new FetchProtocol(new FetchTool(web, new Robots(web, settings.userAgent()), simplifier, settings));
    }

    @PreDestroy
    void stop() {
        web.close();
        simplifier.close();
    }

    @Override
    public String name() {
        return "fetchs";
    }

    @Override
    public McpServerLink open(LinkListener listener) {
        return new FetchLink(protocol, listener);
    }
}
