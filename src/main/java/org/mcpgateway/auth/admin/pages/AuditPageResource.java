package org.mcpgateway.auth.admin.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.admin.AuditSearch;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.redis.Page;

/** The audit trail of all replicas, for operators. */
@Path("admin")
@RequestScoped
@OperatorPage
@Produces(MediaType.TEXT_HTML)
public class AuditPageResource {

    /** The fields of the search. */
    private static final List<String> PARAMETERS = List.of("event", "user", "client_id", "text", "since", "until");

    private final AuditSearch search;
    private final OperatorFrame frame;
    private final Operator operator;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public AuditPageResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    AuditPageResource(AuditSearch search, OperatorFrame frame, Operator operator) {
        this.search = search;
        this.frame = frame;
        this.operator = operator;
    }

    /** The events that fit, the latest first; what they have to fit is as {@link AuditSearch} says. */
    @GET
    @Path("audit")
    public Response audit(
            @Context UriInfo uri, @QueryParam("cursor") @Nullable String cursor, @Context HttpHeaders headers) {
        MultivaluedMap<String, String> asked = uri.getQueryParameters();
        Page<JsonObject> part = search.search(asked, cursor, null);
        Map<String, Object> model = new HashMap<>();
        PARAMETERS.forEach(name -> model.put(name, Link.shown(asked.getFirst(name))));
        model.put("types", types(Link.shown(asked.getFirst("event"))));
        model.put("events", part.items().stream().map(Rows::event).toList());
        model.put("next", part.next().map(next -> next(asked, next)).orElse(""));
        return frame.page("audit", model, operator, headers.getCookies());
    }

    private static String next(MultivaluedMap<String, String> asked, String cursor) {
        List<@Nullable String> parameters = new ArrayList<>();
        PARAMETERS.forEach(name -> {
            parameters.add(name);
            parameters.add(asked.getFirst(name));
        });
        parameters.add("cursor");
        parameters.add(cursor);
        return Link.to("/admin/audit", parameters.toArray(String[]::new));
    }

    private static List<Map<String, Object>> types(String chosen) {
        return Arrays.stream(AuditEvent.Type.values())
                .map(AuditEvent.Type::wireName)
                .sorted()
                .map(name -> Map.<String, Object>of("name", name, "chosen", name.equals(chosen)))
                .toList();
    }
}
