package org.mcpgateway.auth.support;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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

    private static final String WAR = System.getProperty("war") + ":/";

    private final int port;
    private final RedisServer redis;
    private final MicroServer server;

    private AuthServer(RedisServer redis, int port, Map<String, String> settings, MicroServer.Launch launch) {
        this.redis = redis;
        this.port = port;
        server = MicroServer.start(port, environment(settings), launch);
    }

    private static AuthServer ready(
            RedisServer redis, int port, Map<String, String> settings, MicroServer.Launch launch) {
        var started = new AuthServer(redis, port, settings, launch);
        TestClient client = started.client();
        started.server.awaitReady(() -> client.get("/jwks").status() == 200);
        return started;
    }

    private static MicroServer.Launch usual() {
        return alone(cachedClasses());
    }

    /** Options for the JVM of any server: the classes of this one and of Payara itself come out of a cache. */
    static List<String> cachedClasses() {
        return ServerFiles.shared().cachedClasses(AuthServer::startAndEnd);
    }

    private static void startAndEnd(List<String> jvmOptions) {
        ready(RedisServer.shared(), FreePort.next(), Map.of(), alone(jvmOptions))
                .server
                .end(MicroServer.START_LIMIT);
    }

    private static MicroServer.Launch alone(List<String> jvmOptions) {
        return new MicroServer.Launch(List.of(WAR), jvmOptions, Optional.empty());
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
        return ready(redis, FreePort.next(), settings, usual());
    }

    /** What one logs that does not deploy with these settings; fails when it does and serves its metadata. */
    public static String logOfRefusal(Map<String, String> settings) {
        try (var refused = new AuthServer(RedisServer.shared(), FreePort.next(), settings, usual())) {
            TestClient client = refused.client();
            refused.server.awaitRefusal(
                    () -> client.get("/.well-known/oauth-authorization-server").status() == 200);
            return refused.log();
        }
    }

    /**
     * One with a bridge in the same process, at {@code /services}, as {@code ./gateway run} has them. Its log goes to a
     * disk that is full.
     */
    public static AuthServer startWithBridgeOnFullDisk(RedisServer redis, Map<String, String> settings) {
        return ready(
                redis,
                FreePort.next(),
                settings,
                new MicroServer.Launch(
                        List.of(WAR, BridgeServer.war() + ":/services"),
                        cachedClasses(),
                        Optional.of(new File("/dev/full"))));
    }

    /** Stops it and starts it again under the same address with other settings; what it keeps in Redis stays. */
    public AuthServer restart(Map<String, String> settings) {
        close();
        return ready(redis, port, settings, usual());
    }

    /** Its process. */
    public Process process() {
        return server.process();
    }

    /** Ends it without a warning. */
    public void kill() {
        process().destroyForcibly().onExit().join();
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

    /**
     * Sends what no client of the JDK would, on a connection of its own, and reads to the end of that connection.
     *
     * @param requests in full, the last with {@code Connection: close}
     */
    public String exchange(String requests) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Where it keeps its state. */
    public RedisServer redis() {
        return redis;
    }

    /** Everything that it logged so far. */
    public String log() {
        return server.log();
    }

    /** Stops it. */
    @Override
    public void close() {
        server.end(Duration.ofSeconds(10));
    }

    private Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new LinkedHashMap<>();
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

    private static final class Shared {
        static final AuthServer INSTANCE = start(Map.of());
    }
}
