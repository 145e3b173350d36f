package org.mcpgateway.auth.support;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The real WAR in a real Payara Micro, as {@code ./gateway run} starts it: context {@code /}, loopback, its own port,
 * settings by the environment. One is started for the whole JVM and shared; a test that needs other settings starts its
 * own and closes it.
 */
public final class AuthServer implements AutoCloseable {

    /** The one origin whose pages may call the servers that the tests start. */
    public static final String CORS_ORIGIN = "https://inspector.gateway.test";

    /** A client that the operator configured for client_credentials. */
    public static final String MACHINE_CLIENT = "robot";

    /** A client that the operator configured to introspect every token. */
    public static final String RESOURCE_SERVER = "services";

    /** A client that the operator configured to administer the server. */
    public static final String ADMIN_CLIENT = "caretaker";

    /** A person who may administer the server. */
    public static final String ADMINISTRATOR = "Olivia";

    /** The secret of all, made for one run. */
    public static final String OPERATORS_SECRET = UUID.randomUUID().toString();

    /** What seals users' secrets, made for one run. */
    private static final String VAULT_KEY = TestKeys.random32();

    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private static final String BEFORE_BOOT = """
        set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
        set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
        set configs.config.server-config.network-config.protocols.protocol.http-listener.http.server-header=false
        """;

    private final int port;
    private final RedisServer redis;
    private final Path log;
    private final Process process;

    /**
     * How the process is started.
     *
     * @param jvmOptions further options of the JVM
     * @param besides what else is deployed, as {@code WAR:context}
     * @param output where its log goes; empty: to the file that {@link #log} reads
     */
    private record Launch(List<String> jvmOptions, List<String> besides, Optional<File> output) {

        static Launch usual() {
            return new Launch(ServerFiles.shared().cachedClasses(), List.of(), Optional.empty());
        }
    }

    private AuthServer(RedisServer redis, int port, Map<String, String> settings, Launch launch) {
        this.redis = redis;
        this.port = port;
        Path target = Path.of(System.getProperty("war")).toAbsolutePath().getParent();
        this.log = target.resolve("payara-" + port + ".log");
        try {
            Files.writeString(log, "");
            Path instance = Files.createTempDirectory(target, "payara-" + port + "-");
            var builder = new ProcessBuilder(command(instance, launch));
            builder.environment().putAll(environment(settings));
            process = builder.redirectErrorStream(true)
                    .redirectOutput(launch.output().orElse(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        awaitReady();
    }

    /** The one that the tests of this JVM share. */
    public static AuthServer shared() {
        return Shared.INSTANCE;
    }

    /** One with other settings, on the shared Redis. */
    public static AuthServer start(Map<String, String> settings) {
        return start(RedisServer.shared(), settings);
    }

    /** One with other settings on a Redis of its own. */
    public static AuthServer start(RedisServer redis, Map<String, String> settings) {
        return new AuthServer(redis, FreePort.next(), settings, Launch.usual());
    }

    /**
     * One with a bridge in the same process, at {@code /services}, as {@code ./gateway run} has them. Its log goes to a
     * disk that is full.
     */
    public static AuthServer startWithBridgeOnFullDisk(RedisServer redis, Map<String, String> settings) {
        String bridge = Path.of(System.getProperty("gateway.root"), "mcp-bridge-war/target/mcp-bridge.war")
                .toString();
        return new AuthServer(
                redis,
                FreePort.next(),
                settings,
                new Launch(List.of(), List.of(bridge + ":/services"), Optional.of(new File("/dev/full"))));
    }

    /** Stops it and starts it again under the same address with other settings; what it keeps in Redis stays. */
    public AuthServer restart(Map<String, String> settings) {
        close();
        return new AuthServer(redis, port, settings, Launch.usual());
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** Ends it without a warning. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Its issuer identifier; no trailing slash. */
    public URI issuer() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The address of one of its services, {@code time} or {@code everything}. */
    public String resource(String service) {
        return issuer() + "/services/" + service + "/mcp";
    }

    /** A client of it that follows no redirect and keeps no cookie. */
    public TestClient client() {
        return new TestClient(issuer());
    }

    /** Where it keeps its state. */
    public RedisServer redis() {
        return redis;
    }

    /** Everything that it logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it. */
    @Override
    public void close() {
        end(Duration.ofSeconds(10));
    }

    private void end(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command(Path instance, Launch launch) throws IOException {
        Path prebootCommands = Files.writeString(instance.resolve("before-boot.asadmin"), BEFORE_BOOT);
        List<String> line = new ArrayList<>(ServerFiles.shared().commandLine(instance));
        line.addAll(1, launch.jvmOptions());
        line.add(1, "-XX:TieredStopAtLevel=1");
        line.addAll(List.of("--deploy", System.getProperty("war") + ":/"));
        launch.besides().forEach(war -> line.addAll(List.of("--deploy", war)));
        line.addAll(List.of("--port", Integer.toString(port)));
        line.addAll(List.of("--nocluster", "--disablephonehome"));
        line.addAll(List.of("--prebootcommandfile", prebootCommands.toString()));
        return line;
    }

    private Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new LinkedHashMap<>(CoverageAgent.environment());
        environment.put("GATEWAY_ISSUER", issuer().toString());
        environment.put("MCP_SERVICES", "time,everything");
        environment.put(
                "MCP_RESOURCE_PATTERNS", issuer() + "/services/{service}/mcp,https://{service}.gateway.test/mcp");
        environment.put("LOCAL_IDENTITY", "true");
        environment.put("LOCAL_IDENTITY_USERS", "alice,bob");
        environment.put("TRUSTED_PROXIES", "127.0.0.1");
        environment.put("MCP_CORS_ORIGINS", CORS_ORIGIN);
        environment.put("REDIS_URL", redis.url().toString());
        environment.put("JWT_PRIVATE_KEY_B64", TestKeys.privatePem(TestKeys.signing()));
        environment.put("IDENTITY_TOKEN", "true");
        environment.put("REGISTRATIONS_PER_HOUR", "0");
        environment.put("FAILURES_PER_MINUTE", "0");
        environment.put("AUTHORIZATIONS_PER_MINUTE", "0");
        environment.put("DEVICE_CODES_PER_HOUR", "0");
        environment.put("MAX_CONCURRENT_REQUESTS", "0");
        environment.put("VAULT_KEY", VAULT_KEY);
        environment.put(
                "MACHINE_CLIENTS",
                MACHINE_CLIENT + ":" + OPERATORS_SECRET + "," + ADMIN_CLIENT + ":" + OPERATORS_SECRET);
        environment.put("ADMIN_MACHINE_CLIENTS", ADMIN_CLIENT);
        environment.put("ADMIN_USERS", ADMINISTRATOR);
        environment.put("RESOURCE_SERVERS", RESOURCE_SERVER + ":" + OPERATORS_SECRET);
        environment.putAll(settings);
        return environment;
    }

    private void awaitReady() {
        TestClient client = client();
        await().alias("the WAR to answer; see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .failFast("Payara Micro ended or did not deploy; see " + log, this::hasFailed)
                .until(() -> client.get("/jwks").status() == 200);
    }

    private boolean hasFailed() {
        return !process.isAlive() || log().contains("Exception while loading the app");
    }

    private static final class Shared {
        static final AuthServer INSTANCE = recordedAndStarted();

        /** The JVM writes its cache of classes when it ends; what starts from here on is served from it. */
        private static AuthServer recordedAndStarted() {
            List<String> recording = ServerFiles.shared().recordedClasses();
            Launch launch = new Launch(recording, List.of(), Optional.empty());
            new AuthServer(RedisServer.shared(), FreePort.next(), Map.of(), launch).end(START_LIMIT);
            return start(Map.of());
        }
    }
}
