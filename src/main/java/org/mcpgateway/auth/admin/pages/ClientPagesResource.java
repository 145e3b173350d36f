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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.admin.ClientView;
import org.mcpgateway.auth.admin.Clients;
import org.mcpgateway.auth.admin.TokenView;
import org.mcpgateway.auth.admin.Tokens;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Clients, for operators. */
@Path("admin")
@RequestScoped
@OperatorPage
@Produces(MediaType.TEXT_HTML)
public class ClientPagesResource {

    /** Tokens on the page of their client; the page of tokens has all. */
    private static final int SHOWN = 20;

    private final Clients clients;
    private final Tokens tokens;
    private final OperatorFrame frame;
    private final Operator operator;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public ClientPagesResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    ClientPagesResource(Clients clients, Tokens tokens, OperatorFrame frame, Operator operator) {
        this.clients = clients;
        this.tokens = tokens;
        this.frame = frame;
        this.operator = operator;
    }

    /** A part of the clients, those of the configuration first; those alone that hold the text. */
    @GET
    @Path("clients")
    public Response clients(
            @QueryParam("text") @Nullable String text,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers) {
        String wanted = Link.filled(text);
        Page<ClientView> part = wanted == null
                ? clients.page(PageRequest.of(cursor, null))
                : clients.search(wanted, PageRequest.of(cursor, PageRequest.MOST));
        Map<String, Object> model = Map.of(
                "text",
                Link.shown(text),
                "clients",
                part.items().stream().map(Rows::client).toList(),
                "next",
                part.next()
                        .map(next -> Link.to("/admin/clients", "text", wanted, "cursor", next))
                        .orElse(""));
        return frame.page("clients", model, operator, headers.getCookies());
    }

    /** One client with its living tokens. */
    @GET
    @Path("client")
    public Response client(@QueryParam("client_id") @Nullable String clientId, @Context HttpHeaders headers) {
        ClientView client = clients.show(clientId);
        Page<TokenView> part = tokens.page(null, client.clientId(), PageRequest.of(null, SHOWN));
        Map<String, Object> model = Map.of(
                "client", Rows.client(client),
                "details", Rows.details(client),
                "deletable", !Rows.isConfigured(client),
                "delete", Link.to("/admin/client/delete", "client_id", client.clientId()),
                "tokens", part.items().stream().map(Rows::token).toList(),
                "all", part.next().isEmpty() ? "" : Link.to("/admin/tokens", "client_id", client.clientId()));
        return frame.page("client", model, operator, headers.getCookies());
    }

    /** Ends a client with every code and token of it. */
    @POST
    @Path("client/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(
            RequestParameters form, @QueryParam("client_id") @Nullable String clientId, @Context HttpHeaders headers) {
        frame.requireOwnForm(form, operator, headers.getCookies());
        clients.delete(clientId);
        return frame.to("/admin/clients");
    }
}
