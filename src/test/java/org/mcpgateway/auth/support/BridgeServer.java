package org.mcpgateway.auth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bridge's real WAR in a real Payara Micro of its own, at the context {@code /}: {@code {address}/{service}/mcp}.
 */
public final class BridgeServer implements AutoCloseable {

    private static final Pattern OWN_SHELLS = Pattern.compile("mcp-guardian|mcp-signals");

    private final int port;
    private final MicroServer server;

    private BridgeServer(int port, String catalogue, Map<String, String> settings) {
        this.port = port;
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("MCP_CATALOGUE", written(catalogue, port).toString());
        environment.putAll(settings);
        server = MicroServer.start(
                port,
                environment,
                new MicroServer.Launch(List.of(war() + ":/"), AuthServer.cachedClasses(), Optional.empty()));
    }

    /**
     * Starts one and does not wait for it.
     *
     * @param port where it will listen: what asks it may be started before
     * @param catalogue its services, JSON
     * @param settings of the WAR
     */
    public static BridgeServer start(int port, String catalogue, Map<String, String> settings) {
        return new BridgeServer(port, catalogue, settings);
    }

    /** Waits until it refuses who has not signed in, or has not said what is wanted. */
    public BridgeServer awaitReady(String service) {
        var client = new TestClient(address());
        server.awaitReady(() -> {
            int status = client.get("/" + service + "/mcp").status();
            return status >= 400 && status < 500 && status != 404;
        });
        return this;
    }

    /** Its address; no trailing slash. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Its process, whose descendants are the MCP servers. */
    public Process process() {
        return server.process();
    }

    /** The MCP servers that run now: all its processes but the two that look after them. */
    public List<ProcessHandle> children() {
        return process()
                .descendants()
                .filter(child -> !OWN_SHELLS
                        .matcher(child.info().commandLine().orElse(""))
                        .find())
                .toList();
    }

    /** Everything that it logged so far. */
    public String log() {
        return server.log();
    }

    /** Ends it without a warning. */
    public void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        server.end(Duration.ofSeconds(10));
    }

    /** Where the bridge's WAR has been built. */
    static Path war() {
        return Path.of(System.getProperty("gateway.root"), "mcp-bridge-war/target/mcp-bridge.war");
    }

    private static Path written(String catalogue, int port) {
        try {
            Path target = Path.of(System.getProperty("war")).toAbsolutePath().getParent();
            return Files.writeString(target.resolve("catalogue-" + port + ".json"), catalogue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
