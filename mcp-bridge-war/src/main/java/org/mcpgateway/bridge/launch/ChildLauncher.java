package org.mcpgateway.bridge.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.ServiceOptions.IdentityForm;
import org.mcpgateway.bridge.catalogue.Template;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.ChildCommand;
import org.mcpgateway.bridge.server.LinkListener;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.supervision.SupervisedChild;
import org.mcpgateway.bridge.supervision.Supervisor;
import org.mcpgateway.bridge.supervision.Tenant;

/** Starts the child process of a service as its entry in the catalogue says, or takes one that was started ahead. */
@ApplicationScoped
public class ChildLauncher {

    private final Supervisor supervisor;
    private final PlaceholderValues values;
    private final Spares spares;
    private final int longestLine;

    @Inject
    public ChildLauncher(
            Supervisor supervisor, PlaceholderValues values, Spares spares, BridgeConfig.LimitSettings limits) {
        this.supervisor = supervisor;
        this.values = values;
        this.spares = spares;
        this.longestLine = limits.messageBytes();
    }

    /** A child of the service for this caller. */
    McpServerLink open(Service.Stdio service, Caller caller, String session, LinkListener listener) {
        Tenant tenant = new Tenant(service.name(), caller.id());
        if (service.options().children().spares() > 0) {
            Optional<McpServerLink> spare = spares.take(service, tenant, listener);
            keepSpares(service);
            if (spare.isPresent()) {
                return spare.get();
            }
        }
        return start(service, tenant, caller, session, listener);
    }

    /** Keeps as many children ready as the service asks for. */
    void keepSpares(Service.Stdio service) {
        spares.keep(service, ahead -> start(service, Tenant.spareOf(service.name()), Caller.NOBODY, "spare", ahead));
    }

    private SupervisedChild start(
            Service.Stdio service, Tenant tenant, Caller caller, String session, LinkListener listener) {
        Placeholders placeholders = values.of(caller, session);
        List<String> command = new ArrayList<>();
        service.command().forEach(part -> command.add(placeholders.segment(part)));
        Map<String, String> environment = new LinkedHashMap<>();
        if (service.options().identity().contains(IdentityForm.ENVIRONMENT)) {
            environment.putAll(identity(caller));
            if (service.options().children().sharedByUser()) {
                environment.remove("MCP_CLIENT_ID"); // each session has its own
            }
        }
        service.environment().forEach((name, value) -> environment.put(name, placeholders.text(value)));
        Optional<Path> folder = service.folder().map(template -> folder(template, placeholders));
        boolean passing = service.folder().filter(Template::isPerSession).isPresent();
        ChildCommand child = new ChildCommand(
                service.name() + "/" + session,
                command,
                environment,
                folder,
                longestLine,
                service.options().children().limits());
        return supervisor.start(
                new Supervisor.Start(
                        tenant,
                        service.options().children().most(),
                        child,
                        () -> folder.filter(made -> passing).ifPresent(SessionFolder::remove)),
                listener);
    }

    private static Path folder(Template template, Placeholders placeholders) {
        Path folder = Path.of(placeholders.segment(template));
        return template.isFixed() ? folder : SessionFolder.make(folder);
    }

    private static Map<String, String> identity(Caller caller) {
        return Map.of(
                "MCP_USER_ID", caller.id(),
                "MCP_USER_NAME", caller.name(),
                "MCP_USER_EMAIL", caller.email(),
                "MCP_CLIENT_ID", caller.clientId());
    }
}
