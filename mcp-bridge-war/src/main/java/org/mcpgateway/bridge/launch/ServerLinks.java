package org.mcpgateway.bridge.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.ServiceOptions.IdentityForm;
import org.mcpgateway.bridge.catalogue.Template;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.config.SecretSource;
import org.mcpgateway.bridge.group.GroupLink;
import org.mcpgateway.bridge.remote.RemoteServers;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.ChildCommand;
import org.mcpgateway.bridge.server.InProcessServer;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.server.StdioLink;

/** Starts whatever a service of the catalogue is: a child process, a server elsewhere or inside, or a group of them. */
@ApplicationScoped
public class ServerLinks {

    private final Map<String, InProcessServer> inProcess;
    private final RemoteServers remote;
    private final SecretSource secrets;
    private final int longestLine;

    @Inject
    public ServerLinks(
            Instance<InProcessServer> inProcess,
            RemoteServers remote,
            SecretSource secrets,
            BridgeConfig.LimitSettings limits) {
        this.inProcess = inProcess.stream().collect(Collectors.toMap(InProcessServer::name, Function.identity()));
        this.remote = remote;
        this.secrets = secrets;
        this.longestLine = limits.messageBytes();
    }

    /**
     * Starts a server of the service.
     *
     * @param caller on whose behalf
     * @param session names the session, or the user who shares the server, in the log and in folders
     * @throws ServerUnavailableException when it cannot be started
     */
    public McpServerLink open(Service service, Caller caller, String session, LinkListener listener) {
        McpServerLink link = switch (service) {
            case Service.Stdio stdio -> child(stdio, caller, session, listener);
            case Service.Http http -> remote(http, caller, session, listener);
            case Service.InProcess inside -> inside(inside, listener);
            case Service.Group group -> group(group, caller, session, listener);
        };
        return service.options().identity().contains(IdentityForm.META) ? new IdentifiedLink(link, caller) : link;
    }

    private McpServerLink child(Service.Stdio stdio, Caller caller, String session, LinkListener listener) {
        Placeholders placeholders = new Placeholders(secrets, caller, session);
        List<String> command = new ArrayList<>();
        stdio.command().forEach(part -> command.add(placeholders.segment(part)));
        Map<String, String> environment = new LinkedHashMap<>();
        if (stdio.options().identity().contains(IdentityForm.ENVIRONMENT)) {
            environment.putAll(identity(caller));
        }
        stdio.environment().forEach((name, value) -> environment.put(name, placeholders.text(value)));
        Optional<Path> folder = stdio.folder().map(template -> folder(template, placeholders));
        LinkListener hearing = stdio.folder().filter(Template::isPerSession).isPresent()
                ? SessionFolder.removing(folder.orElseThrow(), listener)
                : listener;
        return StdioLink.open(
                new ChildCommand(stdio.name() + "/" + session, command, environment, folder, longestLine), hearing);
    }

    private static Path folder(Template template, Placeholders placeholders) {
        Path folder = Path.of(placeholders.segment(template));
        return template.isFixed() ? folder : SessionFolder.make(folder);
    }

    private McpServerLink remote(Service.Http http, Caller caller, String session, LinkListener listener) {
        Placeholders placeholders = new Placeholders(secrets, caller, session);
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

    private McpServerLink group(Service.Group group, Caller caller, String session, LinkListener listener) {
        Map<String, GroupLink.Opener> openers = new LinkedHashMap<>();
        group.members()
                .forEach(member -> openers.put(member.name(), hearing -> open(member, caller, session, hearing)));
        return GroupLink.open(group.name(), openers, listener);
    }

    private static Map<String, String> identity(Caller caller) {
        return Map.of(
                "MCP_USER_ID", caller.id(),
                "MCP_USER_NAME", caller.name(),
                "MCP_USER_EMAIL", caller.email(),
                "MCP_CLIENT_ID", caller.clientId());
    }
}
