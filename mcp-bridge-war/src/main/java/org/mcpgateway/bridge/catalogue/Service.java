package org.mcpgateway.bridge.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service of the catalogue, by how it runs. */
public sealed interface Service {

    /** Its name: a host label and a path segment. */
    String name();

    /**
     * A child process for each session.
     *
     * @param name of the service
     * @param command program and arguments
     * @param environment all that the child gets of it
     * @param folder where it works; empty: the bridge's own
     */
    record Stdio(String name, List<String> command, Map<String, String> environment, Optional<Path> folder)
            implements Service {}

    /**
     * A server inside the bridge.
     *
     * @param name of the service
     * @param server the name of the {@code InProcessServer}
     */
    record InProcess(String name, String server) implements Service {}
}
