package org.mcpgateway.bridge.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.temporal.ChronoUnit;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.replica.Replicas;
import org.mcpgateway.bridge.session.Activity;
import org.mcpgateway.bridge.session.Session;
import org.mcpgateway.bridge.session.Sessions;
import org.mcpgateway.bridge.supervision.Supervisor;

/** The sessions, services and children of this bridge as JSON. A session is named by its digest, never by its id. */
@ApplicationScoped
public class LiveState {

    /** Told at once; a bridge with more says that it has more. */
    private static final int MOST_SESSIONS = 5000;

    private static final JsonProvider JSON = JsonProvider.provider();

    private final Replicas replicas;
    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Supervisor supervisor;

    @Inject
    public LiveState(Replicas replicas, Sessions sessions, Catalogue catalogue, Supervisor supervisor) {
        this.replicas = replicas;
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.supervisor = supervisor;
    }

    /**
     * Everything: {@code bridge} (this one's id), {@code sessions}, {@code services} each with its {@code children},
     * and {@code more} when there are more sessions than are told.
     */
    JsonObject now() {
        JsonArrayBuilder live = JSON.createArrayBuilder();
        sessions.all().stream().limit(MOST_SESSIONS).map(LiveState::session).forEach(live::add);
        JsonArrayBuilder services = JSON.createArrayBuilder();
        catalogue.all().forEach(service -> services.add(service(service)));
        return JSON.createObjectBuilder()
                .add("bridge", replicas.self().id())
                .add("sessions", live)
                .add("more", sessions.all().size() > MOST_SESSIONS)
                .add("services", services)
                .build();
    }

    private static JsonObjectBuilder session(Session session) {
        Activity activity = session.activity();
        return JSON.createObjectBuilder()
                .add("id", RedisKeys.digest(session.id()))
                .add("service", session.key().service())
                .add("user_id", session.client().caller().id())
                .add("username", session.client().caller().name())
                .add("client_id", session.client().caller().clientId())
                .add("transport", session.transport().wireName())
                .add("protocol_version", session.protocolVersion())
                .add(
                        "opened_at",
                        session.client()
                                .openedAt()
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString())
                .add("idle_seconds", activity.idle().toSeconds())
                .add("calls", activity.calls());
    }

    private JsonObjectBuilder service(Service service) {
        JsonArrayBuilder children = JSON.createArrayBuilder();
        supervisor
                .running(service.name())
                .forEach(child -> children.add(JSON.createObjectBuilder()
                        .add("pid", child.pid())
                        .add("user_id", child.user())
                        .add("spare", child.spare())
                        .add("age_seconds", child.age().toSeconds())));
        JsonObjectBuilder told = JSON.createObjectBuilder()
                .add("name", service.name())
                .add("kind", kind(service))
                .add("children", children);
        supervisor.downReason(service.name()).ifPresent(reason -> told.add("down", reason));
        return told;
    }

    private static String kind(Service service) {
        return switch (service) {
            case Service.Stdio ignored -> "stdio";
            case Service.Http ignored -> "http";
            case Service.InProcess ignored -> "in-process";
            case Service.Group ignored -> "group";
        };
    }
}
