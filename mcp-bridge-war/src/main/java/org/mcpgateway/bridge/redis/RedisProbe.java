package org.mcpgateway.bridge.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/** Asks Redis whether it is there. */
@ApplicationScoped
public class RedisProbe {

    private final Optional<RedissonClient> redisson;

    @Inject
    public RedisProbe(Optional<RedissonClient> redisson) {
        this.redisson = redisson;
    }

    /** Whether this bridge uses Redis at all. */
    public boolean isConfigured() {
        return redisson.isPresent();
    }

    /** Why it cannot be used; empty when it can, or is not to be. */
    public Optional<String> problem() {
        try {
            redisson.ifPresent(client -> client.getBucket(RedisKeys.PROBE).isExists());
            return Optional.empty();
        } catch (RedisException e) {
            return Optional.of("Redis does not answer");
        }
    }
}
