package org.mcpgateway.auth.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.mcpgateway.auth.http.RateLimiter;
import org.mcpgateway.auth.http.RateLimiter.Limit;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Limits how often one address, and one client over all addresses, may ask for what costs this server or a person
 * something. A client that many people use shares its identifier among them, so it may do ten times as much.
 */
@ApplicationScoped
public class RequestGuard {

    private static final int CLIENT_FACTOR = 10;

    private final RateLimiter limiter;
    private final RequestTrace trace;

    @Inject
    public RequestGuard(RateLimiter limiter, RequestTrace trace) {
        this.limiter = limiter;
        this.trace = trace;
    }

    /**
     * Takes a permit of the request's address.
     *
     * @param perAddress how often one address may
     * @throws OAuthException too_many_requests
     */
    public void spend(Limit perAddress) {
        limiter.spend(perAddress, trace.clientNetwork());
    }

    /**
     * Takes a permit of the client.
     *
     * @param perAddress how often one address may
     * @param clientId of a client that is known, so that nobody fills the store with names of clients that are none
     * @throws OAuthException too_many_requests
     */
    public void spend(Limit perAddress, String clientId) {
        limiter.spend(
                new Limit(
                        "client_" + perAddress.name(),
                        (int) Math.min(Integer.MAX_VALUE, (long) perAddress.permits() * CLIENT_FACTOR),
                        perAddress.window()),
                clientId);
    }

    /** A limit that is configured by its permits. */
    public static Limit perMinute(String name, int permits) {
        return new Limit(name, permits, Duration.ofMinutes(1));
    }

    /** A limit that is configured by its permits. */
    public static Limit perHour(String name, int permits) {
        return new Limit(name, permits, Duration.ofHours(1));
    }
}
