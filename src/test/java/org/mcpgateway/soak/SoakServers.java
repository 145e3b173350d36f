package org.mcpgateway.soak;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.BridgeServer;
import org.mcpgateway.auth.support.FreePort;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.e2e.TestCatalogue;

/** Both WARs, each in a server of its own, on a Redis of their own, where everything ends within about a minute. */
final class SoakServers implements AutoCloseable {

    /** A child that does what the tests of stress need. */
    static final String CHILD = "stress";

    /** The server inside the bridge. */
    static final String IN_PROCESS = "fetchs";

    private static final Map<String, String> SHORT = Map.of(
            "ACCESS_TOKEN_LIFETIME", "45",
            "REFRESH_TOKEN_LIFETIME", "60",
            "REFRESH_GRACE", "25",
            "AUTHORIZATION_CODE_LIFETIME", "25",
            "CLIENT_LIFETIME", "60",
            "CLIENT_UNUSED_LIFETIME", "60",
            "AUDIT_EVENTS", "500",
            "AUDIT_LIFETIME", "60");

    private final RedisServer redis = RedisServer.start();
    private final AuthServer auth;
    private final BridgeServer bridge;

    /** @param rate clients a second; all of them have one address, and some fail on purpose */
    SoakServers(double rate) {
        int bridgePort = FreePort.next();
        Map<String, String> settings = new HashMap<>(SHORT);
        settings.put("MCP_SERVICES", CHILD + "," + IN_PROCESS);
        settings.put("MCP_RESOURCE_PATTERNS", "http://127.0.0.1:" + bridgePort + "/{service}/mcp");
        settings.put("LOCAL_IDENTITY_USERS", People.names());
        settings.put("FAILURES_PER_MINUTE", Long.toString(Math.round(60 * rate)));
        settings.put("DEVICE_CODES_PER_HOUR", "120");
        auth = AuthServer.start(redis, settings);
        bridge = BridgeServer.start(
                bridgePort,
                catalogue(),
                Map.of(
                        "REDIS_URL", redis.url().toString(),
                        "FORWARD_AUTH_URL", auth.issuer() + "/verify",
                        "MCP_FETCH_ALLOW_PRIVATE", "true",
                        "MCP_SESSION_IDLE_TIMEOUT", "25",
                        "MCP_REPLAY_AGE", "25"));
        bridge.awaitReady(CHILD);
    }

    RedisServer redis() {
        return redis;
    }

    AuthServer auth() {
        return auth;
    }

    BridgeServer bridge() {
        return bridge;
    }

    URI service(String name) {
        return URI.create(bridge.address() + "/" + name + "/mcp");
    }

    @Override
    public void close() {
        bridge.close();
        auth.close();
        redis.close();
    }

    private static String catalogue() {
        Path script = Path.of(System.getProperty("gateway.root"), "src/test/clients/stress/stress_server.py");
        return """
            {"mcpServers": {"%s": {"command": "%s", "args": ["%s"]}},
             "gateway": {"inProcess": {"%s": "fetchs"}}}
            """.formatted(CHILD, TestCatalogue.python(), script, IN_PROCESS);
    }
}
