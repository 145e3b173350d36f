package org.mcpgateway.bridge.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/** Says whether Redis answers; always ready where none is configured. */
@Readiness
@ApplicationScoped
public class RedisReadiness implements HealthCheck {

    private final Optional<RedissonClient> redisson;

    @Inject
    public RedisReadiness(Optional<RedissonClient> redisson) {
        this.redisson = redisson;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("bridge-redis");
        if (redisson.isEmpty()) {
            return response.up().withData("configured", false).build();
        }
        try {
            redisson.get().getBucket(RedisKeys.PROBE).isExists();
            return response.up().build();
        } catch (RedisException e) {
            return response.down().withData("reason", "Redis does not answer").build();
        }
    }
}
