package org.mcpgateway.bridge.http;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.stream.Stream;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;

/**
 * Maps the addresses of the services that the catalogue names at the start to {@link McpServlet}, which has all others
 * as the default servlet. Those cost more: Payara looks for a file of that name before each request, and makes an
 * exception with its stack when there is none. A service that a changed catalogue adds is served like that until the
 * next start.
 */
@WebListener
public class KnownAddresses implements ServletContextListener {

    private final Catalogue catalogue;
    private final ServiceAddress addresses;

    @Inject
    public KnownAddresses(Catalogue catalogue, ServiceAddress addresses) {
        this.catalogue = catalogue;
        this.addresses = addresses;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        String[] known = Stream.concat(
                        Stream.of(""),
                        catalogue.all().stream().map(Service::name).map(name -> "/" + name))
                .flatMap(parent -> addresses.endpoints().map(endpoint -> parent + "/" + endpoint))
                .toArray(String[]::new);
        event.getServletContext()
                .getServletRegistration(McpServlet.class.getName())
                .addMapping(known);
    }
}
