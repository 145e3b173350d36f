package org.mcpgateway.auth.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.mcpgateway.auth.http.RateLimiter;
import org.mcpgateway.auth.http.RateLimiter.Limit;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Keeps user codes from being guessed (RFC 8628 s5.1): one address may be wrong five times in ten minutes, all together
 * two thousand times. With 20^8 codes that is one chance in thirteen million for each code on its way.
 */
@ApplicationScoped
public class UserCodeGuard {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Limit PER_ADDRESS = new Limit("user_code", 5, WINDOW);
    private static final Limit IN_ALL = new Limit("user_codes", 2000, WINDOW);

    private final RateLimiter limiter;
    private final RequestTrace trace;

    @Inject
    public UserCodeGuard(RateLimiter limiter, RequestTrace trace) {
        this.limiter = limiter;
        this.trace = trace;
    }

    /** @throws OAuthException too_many_requests when there were too many wrong codes */
    void requireCalm() {
        limiter.requireLeft(PER_ADDRESS, trace.clientNetwork());
        limiter.requireLeft(IN_ALL, "");
    }

    /** Counts a wrong code. */
    void failed() {
        limiter.spend(IN_ALL, "");
        limiter.spend(PER_ADDRESS, trace.clientNetwork());
    }
}
