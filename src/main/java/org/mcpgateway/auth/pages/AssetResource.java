package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;

/** The style sheet and the picture of the pages: two files, named here, nothing else. */
@Path("assets")
@RequestScoped
public class AssetResource {

    private static final Map<String, String> TYPES =
            Map.of("gateway.css", "text/css; charset=UTF-8", "gateway.svg", "image/svg+xml");

    /** One of the two; may be kept for an hour. */
    @GET
    @Path("{name}")
    public Response asset(@PathParam("name") String name, @Context ServletContext context) {
        String type = TYPES.get(name);
        InputStream content = type == null ? null : context.getResourceAsStream("/WEB-INF/assets/" + name);
        if (content == null) {
            throw new NotFoundException();
        }
        return Response.ok(content, type)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .build();
    }
}
