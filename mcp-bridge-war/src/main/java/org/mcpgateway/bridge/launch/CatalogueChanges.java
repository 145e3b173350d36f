package org.mcpgateway.bridge.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.supervision.OpenLinks;

/**
 * Follows the catalogue: spares are started and ended as it says, and the servers of a service that was removed end
 * when their calls are done. What runs of a service that was changed goes on as it was.
 */
@ApplicationScoped
public class CatalogueChanges {

    private final Catalogue catalogue;
    private final ChildLauncher children;
    private final Spares spares;
    private final OpenLinks links;

    @Inject
    public CatalogueChanges(Catalogue catalogue, ChildLauncher children, Spares spares, OpenLinks links) {
        this.catalogue = catalogue;
        this.children = children;
        this.spares = spares;
        this.links = links;
    }

    void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        catalogue.onChange(this::changed);
        catalogue.all().forEach(this::keepSpares);
    }

    private void changed(Map<String, Service> before, Map<String, Service> now) {
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> {
            spares.end(name);
            links.drain(name);
        });
        now.values().forEach(this::keepSpares);
    }

    private void keepSpares(Service service) {
        if (service instanceof Service.Stdio stdio && stdio.options().children().spares() > 0) {
            children.keepSpares(stdio);
        } else {
            spares.end(service.name());
        }
    }
}
