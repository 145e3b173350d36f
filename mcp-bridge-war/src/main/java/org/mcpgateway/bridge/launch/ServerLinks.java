package org.mcpgateway.bridge.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcpgateway.bridge.catalogue.Catalogue;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.ServiceOptions.IdentityForm;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.group.GroupLink;
import org.mcpgateway.bridge.remote.RemoteServers;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.InProcessServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.sharing.UserServers;
import org.mcpgateway.bridge.supervision.OpenLinks;
import org.mcpgateway.bridge.supervision.WatchedLink;
import org.mcpgateway.bridge.tools.RefusedTools;
import org.mcpgateway.bridge.tools.RestrictedLink;
import org.mcpgateway.bridge.tools.ToolRule;

/** Starts whatever a service of the catalogue is: a child process, a server elsewhere or inside, or a group of them. */
@ApplicationScoped
public class ServerLinks {

    private final Map<String, InProcessServer> inProcess;
    private final ChildLauncher children;
    private final UserServers userServers;
    private final RemoteServers remote;
    private final PlaceholderValues values;
    private final OpenLinks links;
    private final Catalogue catalogue;
    private final RefusedTools refusals;
    private final Duration longestSilence;

    @Inject
    public ServerLinks(
            Instance<InProcessServer> inProcess,
            ChildLauncher children,
            UserServers userServers,
            RemoteServers remote,
            PlaceholderValues values,
            OpenLinks links,
            Catalogue catalogue,
            RefusedTools refusals,
            BridgeConfig.LimitSettings limits) {
        this.inProcess = inProcess.stream().collect(Collectors.toMap(InProcessServer::name, Function.identity()));
        this.children = children;
        this.userServers = userServers;
        this.remote = remote;
        this.values = values;
        this.links = links;
        this.catalogue = catalogue;
        this.refusals = refusals;
        this.longestSilence = limits.call();
    }

    /**
     * Starts a server of the service for one session.
     *
     * @param caller on whose behalf
     * @param session names the session in the log and in folders
     * @throws org.mcpgateway.bridge.server.ServerBusyException when it cannot be started now, but may be later
     * @throws ServerUnavailableException when it cannot be started
     */
    public McpServerLink open(Service service, Caller caller, String session, LinkListener listener) {
        return open(new Opening(service, caller, session, false), listener);
    }

    /** The same for the requests of stateless clients, which share it. */
    public McpServerLink openShared(Service service, Caller caller, LinkListener listener) {
        String name = "shared-" + UUID.randomUUID().toString().substring(0, 8);
        return open(new Opening(service, caller, name, true), listener);
    }

    private McpServerLink open(Opening opening, LinkListener listener) {
        Service service = opening.service();
        return RestrictedLink.open(
                new RestrictedLink.Restriction(service.name(), () -> tools(service)),
                refusals,
                listener,
                hearing -> watched(opening, hearing));
    }

    /** As the catalogue says now; once it has the service no more, as it said when the server was opened. */
    private ToolRule tools(Service opened) {
        return catalogue.find(opened.name()).orElse(opened).options().tools();
    }

    private McpServerLink watched(Opening opening, LinkListener listener) {
        Service service = opening.service();
        Duration limit =
                service.options().timeout().orElse(service instanceof Service.Group ? Duration.ZERO : longestSilence);
        McpServerLink link = links.open(
                new WatchedLink.Use(service.name(), limit, opening.shared()),
                listener,
                hearing -> link(opening, hearing));
        return service.options().identity().contains(IdentityForm.META)
                ? new IdentifiedLink(link, opening.caller())
                : link;
    }

    private McpServerLink link(Opening opening, LinkListener listener) {
        return switch (opening.service()) {
            case Service.Stdio stdio -> child(stdio, opening, listener);
            case Service.Http http -> remote(http, opening, listener);
            case Service.InProcess inside -> inside(inside, listener);
            case Service.Group group -> group(group, opening, listener);
        };
    }

    private McpServerLink child(Service.Stdio stdio, Opening opening, LinkListener listener) {
        Caller caller = opening.caller();
        boolean joins = stdio.options().children().sharedByUser()
                && !opening.shared()
                && !caller.id().isEmpty();
        return joins
                ? userServers.open(
                        new UserServers.Owner(stdio.name(), stdio.hashCode(), caller.id()),
                        listener,
                        hearing -> children.open(stdio, caller, opening.session(), hearing))
                : children.open(stdio, caller, opening.session(), listener);
    }

    private McpServerLink remote(Service.Http http, Opening opening, LinkListener listener) {
        Placeholders placeholders = values.of(opening.caller(), opening.session());
        Map<String, String> headers = new LinkedHashMap<>();
        http.headers().forEach((name, value) -> headers.put(name, placeholders.text(value)));
        return remote.open(http.address(), headers, listener);
    }

    private McpServerLink inside(Service.InProcess inside, LinkListener listener) {
        InProcessServer server = inProcess.get(inside.server());
        if (server == null) {
            throw new ServerUnavailableException("the bridge has no server named " + inside.server());
        }
        return server.open(listener);
    }

    private McpServerLink group(Service.Group group, Opening opening, LinkListener listener) {
        Map<String, GroupLink.Opener> openers = new LinkedHashMap<>();
        group.members().forEach(member -> openers.put(member.name(), hearing -> open(opening.of(member), hearing)));
        return GroupLink.open(group.name(), openers, listener);
    }

    /** What is opened, and for whom. */
    private record Opening(Service service, Caller caller, String session, boolean shared) {

        Opening of(Service member) {
            return new Opening(member, caller, session, shared);
        }
    }
}
