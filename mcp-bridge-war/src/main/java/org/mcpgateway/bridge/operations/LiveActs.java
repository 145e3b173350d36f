package org.mcpgateway.bridge.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.launch.Restarts;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.session.Session;
import org.mcpgateway.bridge.session.Sessions;

/** What an operator ends. Clients find their session gone and open another, as MCP tells them to. */
@ApplicationScoped
public class LiveActs {

    private static final System.Logger LOG = System.getLogger(LiveActs.class.getName());

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Restarts restarts;

    @Inject
    public LiveActs(Sessions sessions, Catalogue catalogue, Restarts restarts) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.restarts = restarts;
    }

    /** Ends the session of this digest, and its server; false when there is none. */
    boolean endSession(String digest) {
        Optional<Session> session = sessions.all().stream()
                .filter(live -> RedisKeys.digest(live.id()).equals(digest))
                .findAny();
        session.ifPresent(live -> {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=session-ended-by-operator service={0} session={1}",
                    live.key().service(),
                    digest.substring(0, 8));
            live.close("an operator has ended the session");
        });
        return session.isPresent();
    }

    /** Ends all servers of the service, whoever uses them; false when there is no such service. */
    boolean restart(String name) {
        Optional<Service> service = catalogue.find(name);
        service.ifPresent(known -> {
            LOG.log(System.Logger.Level.INFO, "event=service-restarted-by-operator service={0}", name);
            sessions.all().stream()
                    .filter(session -> session.key().service().equals(name))
                    .forEach(session -> session.close("an operator restarts the service"));
            restarts.restart(known);
        });
        return service.isPresent();
    }

    /** Ends one child; false when the service has none of this process id. */
    boolean endChild(String name, long pid) {
        boolean ended = restarts.endChild(name, pid);
        if (ended) {
            LOG.log(System.Logger.Level.INFO, "event=child-ended-by-operator service={0} pid={1,number,#}", name, pid);
        }
        return ended;
    }
}
