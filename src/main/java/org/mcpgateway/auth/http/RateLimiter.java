package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/**
 * Limits how often somebody may do something, on all replicas together: one number in Redis, the time at which all
 * permits will be back, moved by one atomic script and measured by Redis's own clock (a generic cell rate).
 */
@ApplicationScoped
public class RateLimiter {

    /** Milliseconds to wait; 0 when a permit was there. ARGV: ms for one permit to come back, ms for all, cost. */
    private static final String SPEND = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
            local wait = full + ARGV[1] - ARGV[2] - now
            if wait > 0 then return math.ceil(wait) end
            if ARGV[3] == '1' then
              local later = math.ceil(full + ARGV[1])
              redis.call('SET', KEYS[1], string.format('%.0f', later), 'PX', later - now)
            end
            return 0
            """;

    private final RedissonClient redisson;
    private final Event<LimitExceeded> exceeded;

    /** @param exceeded told of everybody who has to wait */
    @Inject
    public RateLimiter(RedissonClient redisson, Event<LimitExceeded> exceeded) {
        this.redisson = redisson;
        this.exceeded = exceeded;
    }

    /**
     * How often something may be done.
     *
     * @param name what is limited; part of the key
     * @param permits how often within the window; 0: as often as one likes
     * @param window after which all permits are back
     */
    public record Limit(String name, int permits, Duration window) {}

    /**
     * Takes a permit.
     *
     * @param subject whose: an address, a client id
     * @throws OAuthException too_many_requests with the time until the next permit
     */
    public void spend(Limit limit, String subject) {
        require(limit, subject, 1);
    }

    /**
     * Only looks whether a permit is left, for limits on failures: look first, spend when it failed.
     *
     * @throws OAuthException too_many_requests with the time until the next permit
     */
    public void requireLeft(Limit limit, String subject) {
        require(limit, subject, 0);
    }

    private void require(Limit limit, String subject, int cost) {
        if (limit.permits() == 0) {
            return;
        }
        long window = limit.window().toMillis();
        String whose = Sha256.of(subject);
        Number wait = redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        SPEND,
                        RScript.ReturnType.LONG,
                        List.of(RedisKeys.rate(limit.name(), whose)),
                        Math.max(1, window / limit.permits()),
                        window,
                        cost);
        if (wait.longValue() > 0) {
            exceeded.fire(new LimitExceeded(limit.name(), whose));
            throw OAuthException.tooManyRequests(
                    "too many requests: wait before the next", Duration.ofMillis(wait.longValue() + 999));
        }
    }
}
