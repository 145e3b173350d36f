package org.mcpgateway.bridge.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.supervision.OpenLinks;
import org.mcpgateway.bridge.supervision.Supervisor;

/** Ends the servers of a service at once, so that whoever needs one next gets a new one. */
@ApplicationScoped
public class Restarts {

    private final ChildLauncher children;
    private final Spares spares;
    private final OpenLinks links;
    private final Supervisor supervisor;

    @Inject
    public Restarts(ChildLauncher children, Spares spares, OpenLinks links, Supervisor supervisor) {
        this.children = children;
        this.spares = spares;
        this.links = links;
        this.supervisor = supervisor;
    }

    /** Ends all of them, those that wait to be used too; failures of before hold nothing back any more. */
    public void restart(Service service) {
        spares.end(service.name());
        links.close(service.name());
        supervisor.forgive(service.name());
        if (service instanceof Service.Stdio stdio && stdio.options().children().spares() > 0) {
            children.keepSpares(stdio);
        }
    }

    /** Ends one child of the service; false when it has none of this process id. */
    public boolean endChild(String service, long pid) {
        return supervisor.end(service, pid);
    }
}
