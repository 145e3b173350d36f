package org.mcpgateway.compose;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.BridgeServer;
import org.mcpgateway.auth.support.FreePort;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClient;

/** Two authorization servers and two bridges on one Redis, behind one Traefik with the files that we ship. */
final class Replicated implements AutoCloseable {

    /** How many clients may register from one address within an hour. */
    static final int REGISTRATIONS = 60;

    /** The service that each of the bridges has. */
    static final String SERVICE = "scripted";

    private static final int REPLICAS = 2;
    private static final Path FOLDER = Deployment.FOLDER.resolve("scale-out");
    private static final Path PKI = Deployment.FOLDER.resolve("pki");

    private final int port = FreePort.next();
    private final RedisServer redis = RedisServer.start();
    private final List<AuthServer> auths = new ArrayList<>();
    private final List<BridgeServer> bridges = new ArrayList<>();
    private final Process traefik;

    Replicated() throws IOException, GeneralSecurityException {
        OutsideWorld.open(PKI);
        for (int i = 0; i < REPLICAS; i++) {
            auths.add(AuthServer.start(redis, authSettings()));
            bridges.add(bridge(FreePort.next()));
        }
        bridges.forEach(bridge -> bridge.awaitReady(SERVICE));
        traefik = startTraefik();
        var client = new TestClient(issuer());
        await().atMost(Deployment.PATIENCE)
                .failFast("Traefik has ended; see " + FOLDER, () -> !traefik.isAlive())
                .ignoreExceptions()
                .until(() -> client.get("/jwks").status() == 200);
    }

    /** The one issuer that the replicas of auth are. */
    URI issuer() {
        return URI.create("https://auth." + Deployment.DOMAIN + ":" + port);
    }

    /** The address of the one service. */
    URI service() {
        return URI.create("https://" + SERVICE + "." + Deployment.DOMAIN + ":" + port + "/mcp");
    }

    List<AuthServer> auths() {
        return auths;
    }

    List<BridgeServer> bridges() {
        return bridges;
    }

    /** Has Traefik load its routes anew, with one more: a path of the issuer, which answers as {@code /jwks} does. */
    void addRoute(String path) throws IOException {
        Files.writeString(FOLDER.resolve("routes/more.yml"), """
                http:
                  routers: { more: { rule: "Path(`%s`)", priority: 20, service: auth, middlewares: [as-jwks], tls: {} } }
                  middlewares: { as-jwks: { replacePath: { path: /jwks } } }
                """.formatted(path));
        var client = new TestClient(issuer());
        await().atMost(Deployment.PATIENCE).until(() -> client.get(path).status() == 200);
    }

    @Override
    public void close() {
        traefik.destroy();
        bridges.forEach(BridgeServer::close);
        auths.forEach(AuthServer::close);
        redis.close();
    }

    private Map<String, String> authSettings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("GATEWAY_ISSUER", issuer().toString());
        settings.put("MCP_SERVICES", SERVICE);
        settings.put("MCP_RESOURCE_PATTERNS", "https://{service}." + Deployment.DOMAIN + ":" + port + "/mcp");
        settings.put("LOCAL_IDENTITY", "false");
        settings.put("GITHUB_CLIENT_ID", "Iv1.simulated");
        settings.put("GITHUB_CLIENT_SECRET", "simulated-github-secret-0123456789");
        settings.put("ALLOWED_GITHUB_USERS", "*");
        settings.put("IDENTITY_CA", PKI.resolve("authority.pem").toString());
        settings.put("REGISTRATIONS_PER_HOUR", Integer.toString(REGISTRATIONS));
        return settings;
    }

    private BridgeServer bridge(int bridgePort) {
        Path script = Deployment.ROOT.resolve("mcp-bridge-war/src/test/resources/servers/scripted.sh");
        return BridgeServer.start(
                bridgePort,
                "{\"mcpServers\":{\"%s\":{\"command\":\"sh\",\"args\":[\"%s\"]}}}".formatted(SERVICE, script),
                Map.of(
                        "REDIS_URL",
                        redis.url().toString(),
                        "BRIDGE_REPLICA_URL",
                        "http://127.0.0.1:" + bridgePort,
                        "BRIDGE_REPLICA_SECRET",
                        "a secret of the replicas of one test run",
                        "MCP_ALLOWED_HOSTS",
                        "*." + Deployment.DOMAIN));
    }

    /** With our routes as they are, our settings on another port, and a certificate that is there already. */
    private Process startTraefik() throws IOException {
        Path routes = Files.createDirectories(FOLDER.resolve("routes"));
        Files.copy(Deployment.ROOT.resolve("docker/traefik/gateway.yml"), routes.resolve("gateway.yml"));
        Files.writeString(
                routes.resolve("certificate.yml"),
                "tls: { certificates: [{ certFile: %s, keyFile: %s }] }%n"
                        .formatted(PKI.resolve("gateway.pem"), PKI.resolve("gateway.key")));
        String ours = Files.readString(Deployment.ROOT.resolve("docker/traefik/traefik.yml"));
        Path settings = Files.writeString(
                FOLDER.resolve("traefik.yml"),
                ours.substring(0, ours.indexOf("certificatesResolvers:"))
                        .replace("filename: docker/traefik/gateway.yml", "directory: " + routes)
                        .replace("tls: { certResolver: letsencrypt }", "tls: {}")
                        .replace("\":80\"", "\"127.0.0.1:" + FreePort.next() + "\"")
                        .replace("\":443\"", "\"127.0.0.1:" + port + "\""));
        var builder = new ProcessBuilder(System.getProperty("traefik.program"), "--configfile=" + settings);
        builder.environment().put("BASE_DOMAIN", Deployment.DOMAIN);
        builder.environment().put("MCP_SERVICES", SERVICE);
        builder.environment().put("AUTH_URL", addresses(auths.stream().map(AuthServer::issuer)));
        builder.environment().put("BRIDGE_URL", addresses(bridges.stream().map(BridgeServer::address)));
        return builder.redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("traefik.log").toFile())
                .start();
    }

    private static String addresses(Stream<URI> servers) {
        return servers.map(URI::toString).collect(Collectors.joining(", "));
    }
}
