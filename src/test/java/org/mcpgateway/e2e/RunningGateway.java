package org.mcpgateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mcpgateway.auth.support.CoverageAgent;

/**
 * {@code ./gateway run} as a person starts it, from the built tree, on a free port and with a state folder of its own.
 * Most tests share one; a test that stops, kills or restarts it starts its own.
 */
public final class RunningGateway implements AutoCloseable {

    /** A client of the operator's that needs no person. */
    public static final String MACHINE_CLIENT = "robot";

    /** Its secret, made for one run. */
    public static final String MACHINE_SECRET = UUID.randomUUID().toString();

    /** A client that administers. */
    public static final String ADMIN_CLIENT = "caretaker";

    /** Who administers in a browser. */
    public static final String OPERATOR = "operator";

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();

    private final Process process;
    private final Path state;
    private final JsonNode ready;

    private RunningGateway(Process process, Path state, JsonNode ready) {
        this.process = process;
        this.state = state;
        this.ready = ready;
    }

    /** The one that tests share; it stops when this JVM ends. */
    public static RunningGateway shared() {
        return Shared.GATEWAY;
    }

    /** Starts one more, on a new state folder, with further options of {@code gateway run}. */
    public static RunningGateway start(String... options) throws IOException {
        return startOn(newState(), options);
    }

    /** Starts one on this state folder and waits until it says that it is ready. */
    public static RunningGateway startOn(Path state, String... options) throws IOException {
        return startWith(Map.of(), state, options);
    }

    /** Starts one in this environment beside the ordinary one. */
    static RunningGateway startWith(Map<String, String> environment, Path state, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("run", "--output", "json", "--state", state.toString()));
        if (!Arrays.asList(options).contains("--port")) {
            line.addAll(List.of("--port", "0"));
        }
        line.addAll(Arrays.asList(options));
        ProcessBuilder command = command(state, line.toArray(String[]::new));
        command.environment().putAll(CoverageAgent.environment());
        command.environment().putAll(environment);
        Process process = command.start();
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String said = reader.readLine();
        if (said == null) {
            throw new IllegalStateException("gateway run ended: " + Files.readString(errors(state)));
        }
        return new RunningGateway(process, state, new ObjectMapper().readTree(said));
    }

    /** Any call of {@code ./gateway}, not started yet; what it says on its error channel goes to {@link #errors}. */
    public static ProcessBuilder command(Path state, String... arguments) {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve("gateway").toString()));
        line.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(line)
                .directory(ROOT.toFile())
                .redirectError(errors(state).toFile());
        builder.environment().put("GATEWAY_BUILD", "never"); // the running build made the artefacts
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "MACHINE_CLIENTS",
                        MACHINE_CLIENT + ":" + MACHINE_SECRET + "," + ADMIN_CLIENT + ":" + MACHINE_SECRET);
        builder.environment().put("ADMIN_MACHINE_CLIENTS", ADMIN_CLIENT);
        builder.environment().put("ADMIN_USERS", OPERATOR);
        builder.environment().putAll(Map.of("ACCESS_LOG", "true", "LOG_FORMAT", "json"));
        return builder;
    }

    /** A new folder under the build folder, not yet made. */
    public static Path newState() throws IOException {
        Path folder = Files.createDirectories(ROOT.resolve("target/e2e"));
        return Files.createTempDirectory(folder, "state");
    }

    /** Where {@code ./gateway} writes its error channel. */
    public static Path errors(Path state) {
        return state.resolve("gateway.err");
    }

    /** The issuer identifier. */
    public URI issuer() {
        return URI.create(ready.get("issuer").asText());
    }

    /** The MCP address of a service; empty when it cannot run on this machine. */
    public Optional<URI> service(String name) {
        return services()
                .filter(service -> service.get("name").asText().equals(name) && service.hasNonNull("url"))
                .map(service -> URI.create(service.get("url").asText()))
                .findFirst();
    }

    /** The ready services by name. */
    public List<String> readyServices() {
        return services()
                .filter(service -> service.hasNonNull("url"))
                .map(service -> service.get("name").asText())
                .toList();
    }

    /** The folder with Redis' files, the signing key and the logs. */
    public Path state() {
        return state;
    }

    /** The command's own process. */
    public Process process() {
        return process;
    }

    /** The children of the bridge that run this MCP server now. */
    public List<ProcessHandle> children(String server) {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("server-" + server))
                .toList();
    }

    /** Stops it as Ctrl-C or a service manager would, and gives its exit code. */
    public int stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private Stream<JsonNode> services() {
        return StreamSupport.stream(ready.get("services").spliterator(), false);
    }

    private static final class Shared {

        static final RunningGateway GATEWAY = start();

        private static RunningGateway start() {
            try {
                RunningGateway gateway = RunningGateway.startWith(
                        OtlpReceiver.shared().environment(),
                        newState(),
                        "--catalogue",
                        TestCatalogue.written().toString());
                Runtime.getRuntime().addShutdownHook(new Thread(gateway::stop));
                return gateway;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
