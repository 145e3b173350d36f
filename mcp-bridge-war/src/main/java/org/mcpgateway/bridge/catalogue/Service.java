package org.mcpgateway.bridge.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One service of the catalogue, by how it runs. Texts may hold the placeholders of {@link Template}. */
public sealed interface Service {

    /** Its name: a host label and a path segment. */
    String name();

    /** What the gateway does for it besides. */
    ServiceOptions options();

    /**
     * A child process for each session.
     *
     * @param name of the service
     * @param command program and arguments
     * @param environment all that the child gets of it
     * @param folder where it works; empty: the bridge's own
     * @param options what the gateway does besides
     */
    record Stdio(
            String name,
            List<Template> command,
            Map<String, Template> environment,
            Optional<Template> folder,
            ServiceOptions options)
            implements Service {

        /** Whether one caller's child is another one than another caller's. */
        public boolean differsByCaller() {
            return options.identity().contains(ServiceOptions.IdentityForm.ENVIRONMENT)
                    || templates().anyMatch(Template::differsByCaller);
        }

        /** Whether one session's child is another one than that of the user's next session. */
        public boolean differsBySession() {
            return templates().anyMatch(Template::differsBySession);
        }

        private Stream<Template> templates() {
            return Stream.of(command.stream(), environment.values().stream(), folder.stream())
                    .flatMap(Function.identity());
        }
    }

    /**
     * A server elsewhere that speaks Streamable HTTP.
     *
     * @param name of the service
     * @param address its MCP endpoint
     * @param headers that every request to it carries
     * @param options what the gateway does besides
     */
    record Http(String name, URI address, Map<String, Template> headers, ServiceOptions options) implements Service {}

    /**
     * A server inside the bridge.
     *
     * @param name of the service
     * @param server the name of the {@code InProcessServer}
     * @param options what the gateway does besides
     */
    record InProcess(String name, String server, ServiceOptions options) implements Service {}

    /**
     * Several services under one address; tools and prompts carry the member's name and an underscore in front.
     *
     * @param name of the group
     * @param members services of this catalogue that are no groups, in the order of the file
     * @param options what the gateway does besides
     */
    record Group(String name, List<Service> members, ServiceOptions options) implements Service {}
}
