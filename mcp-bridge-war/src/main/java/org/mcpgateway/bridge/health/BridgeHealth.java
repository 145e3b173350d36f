package org.mcpgateway.bridge.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.redis.RedisProbe;
import org.mcpgateway.bridge.supervision.Supervisor;

/** The state of the bridge and of each service. */
@ApplicationScoped
public class BridgeHealth {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final Catalogue catalogue;
    private final Supervisor supervisor;
    private final RedisProbe redis;

    @Inject
    public BridgeHealth(Catalogue catalogue, Supervisor supervisor, RedisProbe redis) {
        this.catalogue = catalogue;
        this.supervisor = supervisor;
        this.redis = redis;
    }

    /** Why no request can be served; empty when they can. */
    Optional<String> unready() {
        return redis.problem();
    }

    /** Services whose children do not start, with the reason, by name. */
    Map<String, String> failing() {
        Map<String, String> failing = new TreeMap<>();
        for (Service service : catalogue.all()) {
            supervisor.downReason(service.name()).ifPresent(reason -> failing.put(service.name(), reason));
        }
        return failing;
    }

    /**
     * Everything in words: {@code catalogue} and {@code services}, each with a {@code status} and, where that is
     * {@code DOWN}, a {@code reason}.
     */
    JsonObject details() {
        Map<String, String> failing = failing();
        JsonObjectBuilder services = JSON.createObjectBuilder();
        for (Service service : catalogue.all()) {
            JsonObjectBuilder state = state(Optional.ofNullable(failing.get(service.name())));
            if (service instanceof Service.Stdio) {
                state.add("children", supervisor.children(service.name()));
            }
            services.add(service.name(), state);
        }
        return JSON.createObjectBuilder()
                .add("catalogue", state(catalogue.problem()))
                .add("services", services)
                .add("children", supervisor.children())
                .build();
    }

    private static JsonObjectBuilder state(Optional<String> problem) {
        JsonObjectBuilder state = JSON.createObjectBuilder().add("status", problem.isEmpty() ? "UP" : "DOWN");
        problem.ifPresent(reason -> state.add("reason", reason));
        return state;
    }
}
