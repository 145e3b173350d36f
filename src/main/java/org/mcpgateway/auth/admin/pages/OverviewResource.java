package org.mcpgateway.auth.admin.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.mcpgateway.auth.admin.Statistics;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.metrics.TrafficHistory;

/** The numbers of this gateway now, in the last hour and in the last day, and how operators sign in to see them. */
@Path("admin")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class OverviewResource {

    private final Statistics statistics;
    private final TrafficHistory history;
    private final OperatorFrame frame;
    private final Operator operator;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public OverviewResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    OverviewResource(Statistics statistics, TrafficHistory history, OperatorFrame frame, Operator operator) {
        this.statistics = statistics;
        this.history = history;
        this.frame = frame;
        this.operator = operator;
    }

    /** How much of everything there is, and what all replicas answered. */
    @GET
    @OperatorPage
    public Response overview(@Context HttpHeaders headers) {
        var hour = new TrafficCharts("minute", history.last(TrafficHistory.Step.MINUTE));
        var day = new TrafficCharts("hour", history.last(TrafficHistory.Step.HOUR));
        Map<String, Object> model = Map.of(
                "numbers", numbers(statistics.now()),
                "stretches", List.of(hour.model("The last hour"), day.model("The last day")),
                "endpoints", BarChart.ofEndpoints(day.totals()),
                "refusals", BarChart.ofRefusals(day.totals()));
        return frame.page("overview", model, operator, headers.getCookies());
    }

    /** Sends a browser to the identity provider. */
    @POST
    @Path("sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signIn(RequestParameters form, @Context HttpHeaders headers) {
        return frame.beginSignIn(form, headers.getCookies());
    }

    private static List<Map<String, String>> numbers(Statistics.Numbers now) {
        return List.of(
                number("Registered clients", now.clients(), "/admin/clients"),
                number("Clients of the configuration", now.configuredClients(), "/admin/clients"),
                number("Users", now.users(), "/admin/users"),
                number("Access tokens", now.tokens(), "/admin/tokens"),
                number("Authorizations with tokens", now.grants(), "/admin/users"),
                number("Consents", now.consents(), "/admin/consents"),
                number("Audit events", now.auditEvents(), "/admin/audit"));
    }

    private static Map<String, String> number(String name, long value, String href) {
        return Map.of("name", name, "value", Long.toString(value), "href", href);
    }
}
