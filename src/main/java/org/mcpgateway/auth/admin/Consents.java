package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
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

/** What users let clients do, as administrators see and end it. */
@ApplicationScoped
public class Consents {

    private final ConsentStore consents;

    @Inject
    public Consents(ConsentStore consents) {
        this.consents = consents;
    }

    /**
     * The consents, those that last longest first.
     *
     * @param username whose alone; null: of all
     */
    public Page<View> page(@Nullable String username, PageRequest request) {
        Page<Consent> part = username == null ? consents.all(request) : consents.ofUser(username, request);
        return part.map(consent -> Optional.of(View.of(consent)));
    }

    /**
     * Withdraws a user's consent to a client; the tokens that came of it have ended.
     *
     * @throws OAuthException invalid_request when one is not named, not_found when there is no such consent
     */
    public void withdraw(@Nullable String username, @Nullable String clientId) {
        if (username == null || clientId == null) {
            throw OAuthException.invalidRequest("username and client_id are required");
        }
        List<Consent> found = consents.to(username, clientId);
        if (found.isEmpty()) {
            throw OAuthException.of(OAuthError.NOT_FOUND, "the user gave this client no consent");
        }
        found.forEach(consent -> consents.withdraw(consent, "an administrator withdrew it"));
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
