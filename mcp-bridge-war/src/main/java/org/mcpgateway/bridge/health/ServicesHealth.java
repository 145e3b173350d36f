package org.mcpgateway.bridge.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Names the services whose children do not start; that does not make the bridge unready. */
@Readiness
@ApplicationScoped
public class ServicesHealth implements HealthCheck {

    private final BridgeHealth health;

    @Inject
    public ServicesHealth(BridgeHealth health) {
        this.health = health;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("bridge-services").up();
        health.failing().forEach(response::withData);
        return response.build();
    }
}
