package org.mcpgateway.bridge.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.config.BridgeConfig;

/** Finds the service that an address means: by its path, else by its host name, else the configured one. */
@Dependent
public class ServiceAddress {

    private final Catalogue catalogue;
    private final Optional<String> configured;
    private final Set<String> endpoints;

    @Inject
    public ServiceAddress(Catalogue catalogue, BridgeConfig config) {
        this.catalogue = catalogue;
        this.configured = config.service();
        this.endpoints = config.sessions().legacySse()
                ? Set.of("mcp", LegacySseEndpoint.SSE, LegacySseEndpoint.MESSAGES)
                : Set.of("mcp");
    }

    /**
     * The service and endpoint of {@code /{service}/mcp} or {@code /mcp}, with or without a trailing slash; empty for
     * any other path. Where 2024-11-05 is served {@code sse} and {@code messages} stand for {@code mcp} as well.
     */
    Optional<Endpoints.Target> target(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        int slash = bare.lastIndexOf('/');
        String endpoint = bare.substring(slash + 1);
        if (slash < 0 || !endpoints.contains(endpoint)) {
            return Optional.empty();
        }
        Optional<Service> service = slash == 0 ? named(request) : catalogue.find(bare.substring(1, slash));
        return service.map(found -> new Endpoints.Target(found, endpoint));
    }

    /** The last part of each address that is served. */
    Stream<String> endpoints() {
        return endpoints.stream();
    }

    private Optional<Service> named(HttpServletRequest request) {
        String host = request.getHeader("Host");
        int dot = host == null ? -1 : host.indexOf('.');
        Optional<Service> byHost = dot < 0 ? Optional.empty() : catalogue.find(host.substring(0, dot));
        return byHost.or(() -> configured.flatMap(catalogue::find));
    }
}
