package org.mcpgateway.appserver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.support.FreePort;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestKeys;
import org.mcpgateway.e2e.OtlpReceiver;

/** One full application server, unpacked from its published distribution, with both WARs and a Redis of its own. */
abstract class ApplicationServer {

    /** Before both WARs have answered, on a busy machine. */
    static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Path TARGET = Path.of(System.getProperty("war")).getParent();

    private final int port = FreePort.next();
    private final RedisServer redis = RedisServer.start();
    private final Path folder;

    /** @param name of the folder under {@code target/appservers} that the build unpacked the distribution to */
    ApplicationServer(String name) throws IOException {
        this.folder = TARGET.resolve("appservers").resolve(name);
        Files.writeString(catalogue(), """
                {"mcpServers": {}, "gateway": {"inProcess": {"fetchs": "fetchs"}}}
                """);
    }

    /** Starts the server with the gateway's settings in its environment, and deploys both WARs. */
    abstract void start() throws IOException, InterruptedException;

    /** Whether it has OpenTelemetry. */
    abstract boolean traces();

    /** What the server wrote so far. */
    abstract Path log();

    /** Stops the server and its Redis. */
    void stop() throws IOException, InterruptedException {
        redis.close();
    }

    /** The issuer identifier; no trailing slash. */
    URI issuer() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The address of the service that runs inside the bridge. */
    URI service() {
        return URI.create(issuer() + "/services/fetchs/mcp");
    }

    int port() {
        return port;
    }

    Path folder() {
        return folder;
    }

    static Path authWar() {
        return Path.of(System.getProperty("war"));
    }

    static Path bridgeWar() {
        return Path.of(System.getProperty("gateway.root"), "mcp-bridge-war/target/mcp-bridge.war");
    }

    /** A process of the server, with the gateway's settings in its environment. */
    ProcessBuilder program(List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("console.log").toFile()));
        builder.environment().putAll(settings());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** Runs a program of the server to its end. */
    void run(List<String> command) throws IOException, InterruptedException {
        Process process = program(command).start();
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " failed: see " + folder.resolve("console.log"));
        }
    }

    /** How the bridge asks: over HTTP, unless this server lets one application ask another. */
    String forwardAuth() {
        return issuer() + "/verify";
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("GATEWAY_ISSUER", issuer().toString());
        settings.put("MCP_SERVICES", "fetchs");
        settings.put("MCP_RESOURCE_PATTERNS", issuer() + "/services/{service}/mcp");
        settings.put("LOCAL_IDENTITY", "true");
        settings.put("TRUSTED_PROXIES", "127.0.0.1");
        settings.put("REDIS_URL", redis.url().toString());
        settings.put("JWT_PRIVATE_KEY_B64", TestKeys.privatePem(TestKeys.signing()));
        settings.put("MCP_CATALOGUE", catalogue().toString());
        settings.put("MCP_FETCH_ALLOW_PRIVATE", "true");
        settings.put("FORWARD_AUTH_URL", forwardAuth());
        settings.putAll(OtlpReceiver.shared().environment());
        settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        return settings;
    }

    private Path catalogue() {
        return folder.resolve("services.json");
    }
}
