package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.authorize.Consent;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;

/** What users let clients do without being asked again. */
@Path("admin/api/consents")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class ConsentsResource {

    private final ConsentStore consents;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public ConsentsResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    ConsentsResource(ConsentStore consents) {
        this.consents = consents;
    }

    /** The consents, those that last longest first; of one user where asked. */
    @GET
    public Page<View> list(
            @QueryParam("username") @Nullable String username,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        PageRequest request = PageRequest.of(cursor, limit);
        Page<Consent> part = username == null ? consents.all(request) : consents.ofUser(username, request);
        return part.map(consent -> Optional.of(View.of(consent)));
    }

    /** Withdraws a user's consent to a client: {@code 204}; the tokens that came of it have ended. */
    @DELETE
    public Response withdraw(
            @QueryParam("username") @Nullable String username, @QueryParam("client_id") @Nullable String clientId) {
        if (username == null || clientId == null) {
            throw OAuthException.invalidRequest("username and client_id are required");
        }
        List<Consent> found = consents.to(username, clientId);
        if (found.isEmpty()) {
            throw OAuthException.of(OAuthError.NOT_FOUND, "the user gave this client no consent");
        }
        found.forEach(consent -> consents.withdraw(consent, "an administrator withdrew it"));
        return Response.noContent().build();
    }

    /**
     * A consent as administrators see it.
     *
     * @param username of the user
     * @param provider that vouched for the user
     * @param clientId of the client
     * @param clientName as it called itself then
     * @param approvals each as it was given, the latest first
     */
    public record View(
            String username,
            String provider,
            @JsonbProperty("client_id") String clientId,
            @JsonbProperty("client_name") String clientName,
            List<Approved> approvals) {

        private static View of(Consent consent) {
            return new View(
                    consent.username(),
                    consent.provider(),
                    consent.clientId(),
                    consent.clientName(),
                    consent.approvals().stream().map(Approved::of).toList());
        }
    }

    /**
     * An approval as administrators see it.
     *
     * @param destination scheme and host where answers may go without asking again, or {@code device}
     * @param scope space-separated
     * @param resources empty: every service
     * @param givenAt when
     */
    public record Approved(
            String destination,
            String scope,
            List<String> resources,
            @JsonbProperty("given_at") Instant givenAt) {

        private static Approved of(Consent.Approval approval) {
            return new Approved(approval.destination(), approval.scope(), approval.resources(), approval.givenAt());
        }
    }
}
