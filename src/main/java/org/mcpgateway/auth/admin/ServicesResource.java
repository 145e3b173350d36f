package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The MCP services behind this gateway, as their bridges tell. */
@Path("admin/api/services")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class ServicesResource {

    private final Services services;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public ServicesResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    ServicesResource(Services services) {
        this.services = services;
    }

    /** Every service with its health, sessions and processes. */
    @GET
    public Services.All list() {
        return services.all();
    }

    /** Ends every server of a service, or one process of it where a bridge and a process id are named. */
    @POST
    @Path("{name}/restart")
    public Services.Restarted restart(
            @PathParam("name") String name,
            @QueryParam("bridge") @Nullable String bridge,
            @QueryParam("pid") @Nullable Long pid) {
        return services.restart(name, bridge, pid);
    }
}
