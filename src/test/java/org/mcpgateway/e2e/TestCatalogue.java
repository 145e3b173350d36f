package org.mcpgateway.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The catalogue that comes with the gateway, and the servers that only tests need. */
public final class TestCatalogue {

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();

    private TestCatalogue() {}

    /** Writes it to a file; what the servers need is installed when a test needs it. */
    static Path written() throws IOException {
        var json = new ObjectMapper();
        var catalogue =
                (ObjectNode) json.readTree(ROOT.resolve("docker/services.json").toFile());
        var servers = (ObjectNode) catalogue.get("mcpServers");
        ObjectNode weather = servers.set("weather", servers.get("everything").deepCopy());
        ((ObjectNode) weather.get("weather")).putObject("env").put("WEATHER_KEY", "${user.secret:WEATHER_KEY}");
        add(servers, "dual", "node", RealClient.folder("conformance").resolve("dual.mjs"));
        add(servers, "initialize-only", "node", RealClient.folder("conformance").resolve("initialize-only.mjs"));
        add(servers, "stress", python(), ROOT.resolve("src/test/clients/stress/stress_server.py"))
                .putObject("env")
                .put("STRESS_SETTING", "1");
        ((ObjectNode) catalogue.get("gateway"))
                .putObject("services")
                .putObject("stress")
                .put("traceContext", true);
        Path folder = Files.createDirectories(ROOT.resolve("target/e2e"));
        Path file = Files.createTempFile(folder, "catalogue", ".json");
        json.writeValue(file.toFile(), catalogue);
        return file;
    }

    /** The interpreter itself: what {@code python3} names may be a script that sets variables and starts it. */
    public static String python() {
        try {
            Process asked = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
            try (var answer = asked.inputReader()) {
                return answer.readLine();
            }
        } catch (IOException missing) {
            return "python3"; // a test that needs it says so
        }
    }

    private static ObjectNode add(ObjectNode servers, String name, String command, Path script) {
        ObjectNode server = servers.putObject(name).put("command", command);
        server.putArray("args").add(script.toString());
        return server;
    }
}
