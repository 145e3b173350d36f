package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.cli.Programs;

/** Asks the docker of this machine; says nothing where there is none. */
record Docker(Optional<Path> program, Map<String, String> environment) {

    private static final int PATIENCE_SECONDS = 15;

    static Docker of(Map<String, String> environment) {
        return new Docker(Programs.find("docker", environment), environment);
    }

    /** The image of the deployment's Traefik, when it runs. */
    Optional<String> traefik() throws IOException, InterruptedException {
        String project = environment.getOrDefault("COMPOSE_PROJECT_NAME", "mcp-oauth-gateway");
        return ask(
                "ps",
                "--filter",
                "label=com.docker.compose.project=" + project,
                "--filter",
                "label=com.docker.compose.service=traefik",
                "--format",
                "{{.Image}}");
    }

    /** The first line that it prints; empty when it fails, hangs or says nothing. */
    Optional<String> ask(String... arguments) throws IOException, InterruptedException {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> line = new ArrayList<>(List.of(program.get().toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.empty();
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.exitValue() == 0
                ? said.lines().findFirst().map(String::strip).filter(first -> !first.isEmpty())
                : Optional.empty();
    }
}
