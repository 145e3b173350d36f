package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;

/** The pages that nobody is sent to by the protocol: what this is, and that it worked. */
@Path("")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class HomeResource {

    private final ProtectedResources resources;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public HomeResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    HomeResource(ProtectedResources resources) {
        this.resources = resources;
    }

    /** What this is, which services there are and how to connect. */
    @GET
    public Page home() {
        List<Map<String, String>> services =
                resources.all().stream().map(HomeResource::row).toList();
        return Page.of(
                "home",
                Map.of(
                        "services",
                        services,
                        "example",
                        services.isEmpty() ? Map.of("name", "", "address", "") : services.getFirst()));
    }

    /** The end of a flow without an address to go back to; shows the code to be copied. */
    @GET
    @Path("success")
    public Page success(@QueryParam("code") @Nullable String code) {
        return Page.of("success", Map.of("code", code == null ? "" : code));
    }

    private static Map<String, String> row(ProtectedResource resource) {
        return Map.of("name", resource.service(), "address", resource.address().toString());
    }
}
