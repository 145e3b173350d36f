package org.mcpgateway.bridge.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real WAR in a real Payara Micro with the scripted server as its service: loopback, its own port, context /. */
public final class BridgeServer implements AutoCloseable {

    /** The name of its service. */
    public static final String SERVICE = "scripted";

    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private final int port = FreePort.next();
    private final Path log;
    private final Process process;

    private BridgeServer(Map<String, String> settings) {
        Path target = Path.of(System.getProperty("war")).getParent();
        this.log = target.resolve("bridge-" + port + ".log");
        try {
            Path commands = writeCommands(target.resolve("bridge-" + port + ".commands"));
            var builder = new ProcessBuilder(command(commands));
            builder.environment().putAll(environment(target, settings));
            process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Writes what a server is told before it boots: the settings of the images, on loopback. */
    public static Path writeCommands(Path file) throws IOException {
        return Files.writeString(
                file,
                Files.readString(Path.of(System.getProperty("gateway.root"), "docker/server/server.asadmin"))
                        + "set configs.config.server-config.network-config.network-listeners"
                        + ".network-listener.http-listener.address=127.0.0.1\n");
    }

    /** Starts one; {@link #awaitReady} waits for it. */
    public static BridgeServer start(Map<String, String> settings) {
        return new BridgeServer(settings);
    }

    /** One of several over the same Redis. */
    public static BridgeServer replica(RedisServer redis, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("REDIS_URL", redis.url().toString());
        all.put("BRIDGE_REPLICA_SECRET", "a secret of the replicas of one test run");
        all.putAll(settings);
        all.put("BRIDGE_REPLICA_URL", "self");
        return new BridgeServer(all);
    }

    /** Waits until its service can be asked for. */
    public BridgeServer awaitReady() {
        await().alias("the WAR to answer; see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .failFast("Payara Micro ended or did not deploy; see " + log, this::hasFailed)
                .until(() -> new RawClient(this, "nobody").get("none").body().contains("initialize"));
        return this;
    }

    /** Its address, no trailing slash. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** The processes of its scripted servers. */
    public List<ProcessHandle> children() {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("scripted.sh"))
                .toList();
    }

    /** How many files it has open; only where the system tells. */
    public long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.count();
        }
    }

    /** Everything that it logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without a warning. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command(Path prebootCommands) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-jar",
                System.getProperty("payara.micro.jar"),
                "--deploy",
                System.getProperty("war") + ":/",
                "--port",
                Integer.toString(port),
                "--nocluster",
                "--disablephonehome",
                "--prebootcommandfile",
                prebootCommands.toString());
    }

    private Map<String, String> environment(Path target, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(CoverageAgent.environment());
        environment.putAll(settings);
        environment.put("MCP_CATALOGUE", catalogue(target).toString());
        environment.computeIfPresent(
                "BRIDGE_REPLICA_URL", (key, self) -> address().toString());
        return environment;
    }

    private static Path catalogue(Path target) throws IOException {
        Path script = target.resolve("test-classes/servers/scripted.sh");
        return Files.writeString(
                target.resolve("bridge-catalogue.json"),
                "{\"mcpServers\":{\"" + SERVICE + "\":{\"command\":\"sh\",\"args\":[\"" + script + "\"]}}}");
    }

    private boolean hasFailed() {
        return !process.isAlive() || log().matches("(?s).*Exception while (deploying|loading) the app.*");
    }
}
