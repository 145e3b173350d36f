package org.mcpgateway.cli.compose;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Programs;
import org.mcpgateway.cli.api.OperationsKey;

/** Calls {@code docker compose} with our files, on this terminal. */
final class Compose {

    /** All services, whether they are on or not. */
    private static final String EVERY_PROFILE = "*";

    private final Path docker;
    private final Path folder;
    private final Settings settings;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Compose(Path docker, Path folder, Settings settings) {
        this.docker = docker;
        this.folder = folder;
        this.settings = settings;
    }

    /** For verbs that start something: the settings are checked, the enabled services are the profiles. */
    static Compose checked(CommandContext context, Settings settings) {
        new SettingsCheck(settings).run();
        var compose = of(context, settings);
        compose.enable(new EnabledServices(settings).names());
        return compose;
    }

    /** For verbs that look at or end what is there: also with settings that could not start it. */
    static Compose unchecked(CommandContext context, Settings settings) {
        var compose = of(context, settings);
        compose.environment.put("COMPOSE_PROFILES", EVERY_PROFILE);
        for (String needed : List.of("ACME_EMAIL", "BASE_DOMAIN", "REDIS_PASSWORD")) {
            if (settings.find(needed).isEmpty()) {
                compose.environment.put(needed, "not-set");
            }
        }
        return compose;
    }

    /**
     * Runs one command of docker compose to its end.
     *
     * @return its exit code
     */
    int run(String... arguments) throws IOException, InterruptedException {
        return run(Arrays.asList(arguments));
    }

    /** As {@link #run(String...)}. */
    int run(List<String> arguments) throws IOException, InterruptedException {
        return run(arguments, Map.of());
    }

    /**
     * Runs one command of docker compose and hands over each line of its output.
     *
     * @return its exit code
     */
    int read(List<String> arguments, Consumer<String> line) throws IOException, InterruptedException {
        return read(process(arguments, Map.of()), line);
    }

    /** The same with a command of docker itself. */
    int readDocker(List<String> arguments, Consumer<String> line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(docker.toString()));
        command.addAll(arguments);
        return read(new ProcessBuilder(command), line);
    }

    /**
     * Removes the containers of services that are off now: docker compose leaves those of other profiles alone.
     *
     * @return the exit code
     */
    int remove(Collection<String> services) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("--progress", "quiet", "rm", "--stop", "--force"));
        services.stream().map(this::container).filter(this::exists).forEach(line::add);
        return run(line, Map.of("COMPOSE_PROFILES", EVERY_PROFILE));
    }

    /** The name in the compose file of what an operator calls {@code time} or {@code mcp-time}. */
    String container(String name) {
        return exists(name) || !exists("mcp-" + name) ? name : "mcp-" + name;
    }

    private int run(List<String> arguments, Map<String, String> more) throws IOException, InterruptedException {
        return process(arguments, more).inheritIO().start().waitFor();
    }

    private static int read(ProcessBuilder builder, Consumer<String> line) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            said.lines().forEach(line);
        }
        return process.waitFor();
    }

    private ProcessBuilder process(List<String> arguments, Map<String, String> more) {
        List<String> line = new ArrayList<>(List.of(docker.toString(), "compose"));
        line.addAll(List.of("--env-file", settings.file().toString()));
        files().forEach(file -> line.addAll(List.of("--file", file.toString())));
        line.addAll(arguments);
        var builder = new ProcessBuilder(line);
        builder.environment().put("GATEWAY_ENV_FILE", settings.file().toString());
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(folder.resolve("compose.yaml")));
        if (settings.isOn("REDIS_EXPOSED", false)) {
            files.add(folder.resolve("compose.redis-port.yaml"));
        }
        settings.list("COMPOSE_OVERRIDES").forEach(file -> files.add(folder.resolveSibling(file)));
        return files;
    }

    private void enable(Collection<String> services) {
        services.forEach(this::requireContainer);
        environment.put(
                "COMPOSE_PROFILES", settings.isOn("MCP_COMPACT", false) ? "compact" : String.join(",", services));
        environment.put("MCP_SERVICES", String.join(",", services));
        environment.put("MCP_SERVICE_PATTERN", String.join("|", services));
        String domain = settings.find("BASE_DOMAIN").orElse("");
        environment.put(
                "MCP_HOST_RULE",
                services.stream()
                        .map(service -> "Host(`" + service + "." + domain + "`)")
                        .collect(Collectors.joining(" || ")));
        settings.find("OPERATIONS_KEY").ifPresent(key -> environment.put("OPERATIONS_PUBLIC_KEY", publicHalf(key)));
        environment.put("ACME_CHALLENGE_OPTION", new AcmeChallenge(settings).option());
        traefikTracing().ifPresent(option -> environment.put("TRAEFIK_TRACING", option));
    }

    /** Traefik traces where auth and the bridges do: its option for HTTP, unless the settings have one. */
    private Optional<String> traefikTracing() {
        boolean otherwise = settings.isOn("OTEL_SDK_DISABLED", true)
                || settings.find("TRAEFIK_TRACING").isPresent()
                || settings.find("OTEL_EXPORTER_OTLP_PROTOCOL")
                        .filter("grpc"::equals)
                        .isPresent();
        return otherwise
                ? Optional.empty()
                : settings.find("OTEL_EXPORTER_OTLP_ENDPOINT")
                        .map(endpoint ->
                                "--tracing.otlp.http.endpoint=" + endpoint.replaceFirst("/+$", "") + "/v1/traces");
    }

    private String publicHalf(String operationsKey) {
        return OperationsKey.of(operationsKey)
                .map(OperationsKey::publicHalf)
                .orElseThrow(() -> settings.malformed(
                        "OPERATIONS_KEY", "must be an Ed25519 private key, as ./gateway secrets generate makes it"));
    }

    private void requireContainer(String service) {
        if (!exists("mcp-" + service)) {
            throw settings.malformed(
                    "MCP_*_ENABLED", "names " + service + ", but no compose file has a service mcp-" + service);
        }
    }

    private boolean exists(String container) {
        return files().stream().anyMatch(file -> services(file).anyMatch(("  " + container + ":")::equals));
    }

    /** The lines under {@code services:}; networks and volumes have the names of services too. */
    private static Stream<String> services(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .dropWhile(line -> !line.equals("services:"))
                    .skip(1)
                    .takeWhile(line -> !line.matches("[a-z].*"));
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUNTIME_MISSING, file + " cannot be read", e);
        }
    }

    private static Compose of(CommandContext context, Settings settings) {
        Path docker = Programs.find("docker", context.environment())
                .orElseThrow(() -> new CommandException(
                        ExitCode.RUNTIME_MISSING, "docker is not installed: the gateway needs it, with compose 2.24"));
        return new Compose(docker, context.installation().resolve("docker"), settings);
    }
}
