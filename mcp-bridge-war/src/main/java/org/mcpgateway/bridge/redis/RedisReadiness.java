package org.mcpgateway.bridge.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether Redis answers; always ready where none is configured. */
@Readiness
@ApplicationScoped
public class RedisReadiness implements HealthCheck {

    private final RedisProbe redis;

    @Inject
    public RedisReadiness(RedisProbe redis) {
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("bridge-redis").withData("configured", redis.isConfigured());
        Optional<String> problem = redis.problem();
        problem.ifPresent(reason -> response.withData("reason", reason));
        return response.status(problem.isEmpty()).build();
    }
}
