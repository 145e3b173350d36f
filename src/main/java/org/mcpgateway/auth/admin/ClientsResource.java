package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** Clients. One is named by a parameter, since an identifier may be an address with slashes. */
@Path("admin/api")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class ClientsResource {

    /** In seconds: a registration that young may still be on its way to its first use. */
    private static final long A_WHILE = 3600;

    private final Clients clients;
    private final ClientStore store;
    private final Clock clock;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public ClientsResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    ClientsResource(Clients clients, ClientStore store, Clock clock) {
        this.clients = clients;
        this.store = store;
        this.clock = clock;
    }

    /** The registered clients, the latest first; those of the configuration come before them. */
    @GET
    @Path("clients")
    public Page<ClientView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        return clients.page(PageRequest.of(cursor, limit));
    }

    /** One client. */
    @GET
    @Path("client")
    public ClientView show(@QueryParam("client_id") @Nullable String clientId) {
        return clients.show(clientId);
    }

    /** Ends a client with every code and token of it: {@code 204}. */
    @DELETE
    @Path("client")
    public Response delete(@QueryParam("client_id") @Nullable String clientId) {
        clients.delete(clientId);
        return Response.noContent().build();
    }

    /**
     * Ends registrations that nobody has used since they were made, and forgets what has expired; one part of the
     * clients for each call.
     *
     * @param body {@code unused_for_seconds} (3600 if not sent), {@code dry_run}, {@code cursor}
     */
    @POST
    @Path("clients/purge")
    @Consumes(MediaType.APPLICATION_JSON)
    public Purged purge(InputStream body) throws IOException {
        JsonBody request = JsonBody.read(body);
        Instant latest = clock.instant()
                .minusSeconds(request.number("unused_for_seconds").orElse(A_WHILE));
        boolean dryRun = request.flag("dry_run");
        Page<ClientRecord> part =
                store.page(PageRequest.of(request.text("cursor").orElse(null), PageRequest.MOST));
        List<ClientRecord> unused = part.items().stream()
                .filter(client -> !client.used() && client.issuedAt().isBefore(latest))
                .toList();
        if (!dryRun) {
            unused.forEach(clients::end);
        }
        return new Purged(
                unused.stream().map(ClientRecord::clientId).toList(),
                part.items().size(),
                part.next());
    }

    /**
     * What was ended, or would have been.
     *
     * @param purged the clients
     * @param examined how many were looked at
     * @param next the cursor of the part to look at next; empty: all were looked at
     */
    public record Purged(List<String> purged, int examined, Optional<String> next) {}
}
