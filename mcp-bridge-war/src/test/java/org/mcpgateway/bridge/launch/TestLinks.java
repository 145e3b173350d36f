package org.mcpgateway.bridge.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.ServiceOptions;
import org.mcpgateway.bridge.catalogue.Template;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.metrics.BridgeMetrics;
import org.mcpgateway.bridge.server.Children;
import org.mcpgateway.bridge.server.ResourceLimits;
import org.mcpgateway.bridge.supervision.Supervisor;
import org.mcpgateway.bridge.support.TestConfig;
import org.mcpgateway.bridge.support.TestServer;
import org.mcpgateway.bridge.tools.ToolRule;

/** What starts children, put together as in the bridge. */
final class TestLinks {

    final Children children = new Children();
    final BridgeMetrics metrics = new BridgeMetrics();
    final Spares spares = new Spares(metrics);
    final Supervisor supervisor;
    final ChildLauncher launcher;

    TestLinks(String... settings) {
        BridgeConfig config = TestConfig.of(settings);
        supervisor = new Supervisor(children, config.children(), metrics);
        launcher = new ChildLauncher(
                supervisor,
                new PlaceholderValues(name -> Optional.empty(), (user, name) -> user),
                spares,
                config.limits());
    }

    void stop() {
        spares.stop();
        children.stop();
    }

    static Service.Stdio service(int spares, String... arguments) {
        return service(Optional.empty(), spares, arguments);
    }

    static Service.Stdio service(Optional<String> folder, int spares, String... arguments) {
        List<Template> line =
                TestServer.line(arguments).stream().map(Template::new).toList();
        ServiceOptions options = new ServiceOptions(
                Set.of(),
                Optional.empty(),
                false,
                new ServiceOptions.ChildOptions(spares, OptionalInt.empty(), ResourceLimits.NONE, false),
                ToolRule.ALL);
        Map<String, Template> environment = new LinkedHashMap<>();
        environment.put("WHAT", new Template("notes"));
        return new Service.Stdio("notes", line, environment, folder.map(Template::new), options);
    }
}
