package org.mcpgateway.auth.admin.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.admin.Services;
import org.mcpgateway.auth.admin.Sessions;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.PageRequest;

/** What runs at the bridges, for operators. */
@Path("admin")
@RequestScoped
@OperatorPage
@Produces(MediaType.TEXT_HTML)
public class LivePagesResource {

    private final Sessions sessions;
    private final Services services;
    private final OperatorFrame frame;
    private final Operator operator;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public LivePagesResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    LivePagesResource(Sessions sessions, Services services, OperatorFrame frame, Operator operator) {
        this.sessions = sessions;
        this.services = services;
        this.frame = frame;
        this.operator = operator;
    }

    /** A part of the live sessions, the latest first; of one user or one service where asked. */
    @GET
    @Path("sessions")
    public Response sessions(
            @QueryParam("username") @Nullable String username,
            @QueryParam("service") @Nullable String service,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers) {
        String user = Link.filled(username);
        String wanted = Link.filled(service);
        Sessions.Part part = sessions.page(user, wanted, PageRequest.of(cursor, null));
        Map<String, Object> model = Map.of(
                "username", Link.shown(username),
                "service", Link.shown(service),
                "missing", missing(part.unreachable()),
                "sessions", part.items().stream().map(LiveRows::session).toList(),
                "next",
                        part.next()
                                .map(next ->
                                        Link.to("/admin/sessions", "username", user, "service", wanted, "cursor", next))
                                .orElse(""));
        return frame.page("sessions", model, operator, headers.getCookies());
    }

    /** Ends one session and its server. */
    @POST
    @Path("session/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(
            RequestParameters form, @QueryParam("session") @Nullable String session, @Context HttpHeaders headers) {
        frame.requireOwnForm(form, operator, headers.getCookies());
        sessions.end(session);
        return frame.to("/admin/sessions");
    }

    /** Every service with its health, sessions and processes. */
    @GET
    @Path("services")
    public Response services(@Context HttpHeaders headers) {
        Services.All all = services.all();
        Map<String, Object> model = Map.of(
                "missing", missing(all.unreachable()),
                "services", all.items().stream().map(LiveRows::service).toList());
        return frame.page("services", model, operator, headers.getCookies());
    }

    /** Restarts a service, or ends one process of it where a bridge and a process id are named. */
    @POST
    @Path("service/restart")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response restart(
            RequestParameters form,
            @QueryParam("service") @Nullable String service,
            @QueryParam("bridge") @Nullable String bridge,
            @QueryParam("pid") @Nullable Long pid,
            @Context HttpHeaders headers) {
        frame.requireOwnForm(form, operator, headers.getCookies());
        if (service == null || service.isEmpty()) {
            throw OAuthException.invalidRequest("service is required");
        }
        services.restart(service, bridge, pid);
        return frame.to("/admin/services");
    }

    private static String missing(List<URI> unreachable) {
        return unreachable.isEmpty()
                ? ""
                : "These bridges do not answer, so that what runs there is missing here: "
                        + unreachable.stream().map(URI::toString).collect(Collectors.joining(", "));
    }
}
