package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Finds the service that an address means: by its path, else by its host name, else the configured one. */
@ApplicationScoped
public class ServiceAddress {

    private final Catalogue catalogue;
    private final Optional<String> configured;

    @Inject
    public ServiceAddress(Catalogue catalogue, BridgeConfig config) {
        this.catalogue = catalogue;
        this.configured = config.service();
    }

    /**
     * The service of {@code /{service}/mcp} or {@code /mcp}, with or without a trailing slash; empty for any other
     * path.
     */
    Optional<Service> service(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (bare.equals("/mcp")) {
            return named(request);
        }
        if (bare.endsWith("/mcp") && bare.startsWith("/")) {
            return catalogue.find(bare.substring(1, bare.length() - "/mcp".length()));
        }
        return Optional.empty();
    }

    private Optional<Service> named(HttpServletRequest request) {
        String host = request.getHeader("Host");
        int dot = host == null ? -1 : host.indexOf('.');
        Optional<Service> byHost = dot < 0 ? Optional.empty() : catalogue.find(host.substring(0, dot));
        return byHost.or(() -> configured.flatMap(catalogue::find));
    }
}
