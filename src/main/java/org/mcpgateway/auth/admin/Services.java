package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.config.ResourceSettings;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.operations.BridgeState;
import org.mcpgateway.auth.operations.Bridges;

/** The MCP services with how they are doing, and their restart. */
@ApplicationScoped
public class Services {

    private final Bridges bridges;
    private final List<String> names;
    private final AuditLog audit;

    @Inject
    public Services(Bridges bridges, ResourceSettings resources, AuditLog audit) {
        this.bridges = bridges;
        this.names = resources.services();
        this.audit = audit;
    }

    /**
     * All services.
     *
     * @param items in the order of the settings
     * @param unreachable bridges that did not answer, so that what runs there is missing here
     */
    public record All(List<ServiceView> items, List<URI> unreachable) {}

    /**
     * What was restarted.
     *
     * @param service its name
     * @param bridges how many had it
     * @param unreachable those that did not answer, where it goes on as it was
     */
    public record Restarted(String service, int bridges, List<URI> unreachable) {}

    /**
     * All services.
     *
     * @throws OAuthException not_found when no bridge is known, temporarily_unavailable when none answers
     */
    public All all() {
        Bridges.Running running = bridges.running();
        return new All(names.stream().map(name -> view(name, running.bridges())).toList(), running.silent());
    }

    /**
     * Restarts a service, or ends one process of it where a bridge and a process id are named.
     *
     * @throws OAuthException invalid_request when one of the two is missing, else as the two acts do
     */
    public Restarted restart(String name, @Nullable String bridge, @Nullable Long pid) {
        if (bridge == null && pid == null) {
            return restart(name);
        }
        if (bridge == null || pid == null) {
            throw OAuthException.invalidRequest("send both bridge and pid, or neither");
        }
        return endChild(name, bridge, pid);
    }

    /**
     * Ends every server of a service, so that the next request gets a new one. Its sessions end.
     *
     * @throws OAuthException not_found when no bridge has it, temporarily_unavailable when none that has it answers
     */
    private Restarted restart(String name) {
        requireKnown(name);
        Bridges.Running running = bridges.running();
        int restarted = (int) running.bridges().stream()
                .filter(bridge -> has(bridge, name) && bridges.restart(bridge, name))
                .count();
        if (restarted == 0) {
            throw running.silent().isEmpty()
                    ? OAuthException.of(OAuthError.NOT_FOUND, "no bridge has this service")
                    : OAuthException.unavailable(
                            "no bridge that answers has this service: try again when all do", Bridges.RETRY_AFTER);
        }
        record(name, Optional.empty());
        return new Restarted(name, restarted, running.silent());
    }

    /**
     * Ends one process of a service; whoever used it gets another at the next request.
     *
     * @param bridgeId the bridge that runs it
     * @throws OAuthException not_found when it runs no more
     */
    private Restarted endChild(String name, String bridgeId, long pid) {
        requireKnown(name);
        Bridges.Running running = bridges.running();
        boolean ended = running.bridges().stream()
                .filter(bridge -> bridge.id().equals(bridgeId) && has(bridge, name))
                .anyMatch(bridge -> bridges.endChild(bridge, name, pid));
        if (!ended) {
            throw OAuthException.of(OAuthError.NOT_FOUND, "no such process of this service runs at this bridge");
        }
        record(name, Optional.of(Long.toString(pid)));
        return new Restarted(name, 1, running.silent());
    }

    private void requireKnown(String name) {
        if (!names.contains(name)) {
            throw OAuthException.of(OAuthError.NOT_FOUND, "no service has this name");
        }
    }

    private static boolean has(BridgeState bridge, String name) {
        return bridge.services().stream().anyMatch(service -> service.name().equals(name));
    }

    private static ServiceView view(String name, List<BridgeState> bridges) {
        List<BridgeState.Service> told = bridges.stream()
                .flatMap(bridge -> bridge.services().stream())
                .filter(service -> service.name().equals(name))
                .toList();
        Optional<String> down =
                told.stream().flatMap(service -> service.down().stream()).findFirst();
        ServiceView.Status status = told.isEmpty()
                ? ServiceView.Status.UNREACHABLE
                : down.isPresent() ? ServiceView.Status.DOWN : ServiceView.Status.UP;
        return new ServiceView(
                name,
                told.stream().map(BridgeState.Service::kind).findFirst().orElse(""),
                status,
                told.isEmpty() ? Optional.of("no bridge that answers has it") : down,
                (int) bridges.stream()
                        .flatMap(bridge -> bridge.sessions().stream())
                        .filter(session -> session.service().equals(name))
                        .count(),
                bridges.stream()
                        .flatMap(bridge -> bridge.services().stream()
                                .filter(service -> service.name().equals(name))
                                .flatMap(service -> service.children().stream())
                                .map(child -> child(bridge, child)))
                        .toList());
    }

    private static ServiceView.Child child(BridgeState bridge, BridgeState.Child child) {
        return new ServiceView.Child(
                bridge.id(),
                child.pid(),
                child.userId(),
                child.spare(),
                child.age().toSeconds());
    }

    private void record(String name, Optional<String> pid) {
        audit.record(AuditEvent.of(AuditEvent.Type.SERVICE_RESTARTED)
                .with("service", name)
                .with("pid", pid)
                .reason("an administrator restarted it"));
    }
}
