package org.mcpgateway.auth.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.config.LimitSettings;
import org.mcpgateway.auth.http.RateLimiter;
import org.mcpgateway.auth.http.RateLimiter.Limit;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Slows down whoever guesses. An address that failed too often has to wait; a client that did is only told so in place
 * of its next failure, so that nobody can shut a client out by failing in its name.
 */
@ApplicationScoped
public class FailureGuard {

    private static final int CLIENT_FACTOR = 10;
    private static final int MOST_REMEMBERED = 10_000;

    /** On another replica it may fail meanwhile; here its first failure is heard at once. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private final RateLimiter limiter;
    private final RequestTrace trace;
    private final AuditLog audit;
    private final Limit perAddress;
    private final Limit perClient;
    private final Cache<String, Boolean> calm = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(CALM)
            .build();

    @Inject
    public FailureGuard(RateLimiter limiter, RequestTrace trace, AuditLog audit, LimitSettings settings) {
        this.limiter = limiter;
        this.trace = trace;
        this.audit = audit;
        this.perAddress = new Limit("failure", settings.failuresPerMinute(), Duration.ofMinutes(1));
        this.perClient =
                new Limit("client_failure", settings.failuresPerMinute() * CLIENT_FACTOR, Duration.ofMinutes(1));
    }

    /**
     * Whether the client's address may try at all.
     *
     * @throws OAuthException too_many_requests
     */
    public void requireCalm() {
        String address = trace.clientNetwork();
        if (calm.getIfPresent(address) == null) {
            limiter.requireLeft(perAddress, address);
            calm.put(address, true);
        }
    }

    /**
     * Notes a refusal that nobody gains by repeating, so that it counts for nothing.
     *
     * @return the refusal, for the caller to throw
     */
    public OAuthException noted(String clientId, OAuthException refusal) {
        audit.record(AuditEvent.of(AuditEvent.Type.TOKEN_REFUSED)
                .client(clientId)
                .with("error", refusal.error().code())
                .reason(refusal.description()));
        return refusal;
    }

    /**
     * Counts a failure.
     *
     * @param clientId as it was claimed
     * @return the failure, for the caller to throw
     * @throws OAuthException too_many_requests in place of it
     */
    public OAuthException failed(String clientId, OAuthException failure) {
        String address = trace.clientNetwork();
        calm.invalidate(address);
        noted(clientId, failure);
        limiter.spend(perClient, clientId);
        limiter.spend(perAddress, address);
        return failure;
    }
}
