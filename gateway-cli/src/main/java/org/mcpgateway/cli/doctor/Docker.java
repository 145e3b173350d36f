package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
        return container("traefik", "{{.Image}}");
    }

    /** What docker says of the running container of a service of the deployment. */
    Optional<String> container(String service, String format) throws IOException, InterruptedException {
        String project = environment.getOrDefault("COMPOSE_PROJECT_NAME", "mcp-oauth-gateway");
        return ask(
                "ps",
                "--filter",
                "label=com.docker.compose.project=" + project,
                "--filter",
                "label=com.docker.compose.service=" + service,
                "--format",
                format);
    }

    /** The first line that it prints; empty when it fails, hangs or says nothing. */
    Optional<String> ask(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments)
                .flatMap(said -> said.lines().findFirst())
                .map(String::strip)
                .filter(first -> !first.isEmpty());
    }

    /**
     * All that it prints; empty when it fails or hangs.
     *
     * @param more variables of its environment, where no list of processes shows them
     */
    Optional<String> run(Map<String, String> more, String... arguments) throws IOException, InterruptedException {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> line = new ArrayList<>(List.of(program.get().toString()));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(more);
        Process process = builder.start();
        process.getOutputStream().close();
        var reading = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.empty();
        }
        return process.exitValue() == 0 ? Optional.of(reading.join()) : Optional.empty();
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
