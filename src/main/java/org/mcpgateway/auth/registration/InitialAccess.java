package org.mcpgateway.auth.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.http.BearerToken;
import org.mcpgateway.auth.http.RateLimiter;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;

/** Who may register a client at all, and how often (RFC 7591 s3, s5). */
@ApplicationScoped
public class InitialAccess {

    private final ClientSettings settings;
    private final RateLimiter limiter;
    private final AuditLog audit;

    @Inject
    InitialAccess(ClientSettings settings, RateLimiter limiter, AuditLog audit) {
        this.settings = settings;
        this.limiter = limiter;
        this.audit = audit;
    }

    /**
     * Lets a registration go on.
     *
     * @param authorization the header, if sent
     * @param address of the client, as limits count it
     * @throws OAuthException access_denied, invalid_token or too_many_requests
     */
    void require(@Nullable String authorization, String address) {
        limiter.spend(
                new RateLimiter.Limit("registration", settings.registrationsPerHour(), Duration.ofHours(1)), address);
        try {
            switch (settings.access()) {
                case OPEN -> {}
                case TOKEN -> requireToken(authorization);
                case CLOSED ->
                    throw OAuthException.accessDenied(
                            "this server takes no registrations: ask its operator for a client");
            }
        } catch (OAuthException e) {
            audit.record(AuditEvent.of(AuditEvent.Type.CLIENT_REFUSED)
                    .with("error", e.error().code())
                    .reason(e.description()));
            throw e;
        }
    }

    private void requireToken(@Nullable String authorization) {
        String expected = Sha256.of(settings.initialAccessToken().orElseThrow().value());
        if (BearerToken.of(authorization)
                .filter(token -> Sha256.matches(token, expected))
                .isEmpty()) {
            throw OAuthException.of(OAuthError.INVALID_TOKEN, "registering takes the operator's initial access token")
                    .withChallenge("Bearer realm=\"registration\"");
        }
    }
}
