package org.mcpgateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.support.AuthServer;

/** The built {@code gateway} command as an operator runs it against a server, with a home and a folder of its own. */
final class GatewayCommand {

    private static final Path JAR = Path.of(System.getProperty("gateway.root", ""))
            .toAbsolutePath()
            .resolve("gateway-cli/target/gateway-cli.jar");

    private final Path home;
    private final Map<String, String> environment;

    private GatewayCommand(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** For a server, signed in as its machine client that administers. */
    static GatewayCommand administering(AuthServer server) {
        return signedOut(server)
                .with("GATEWAY_CLIENT_ID", AuthServer.ADMIN_CLIENT)
                .with("GATEWAY_CLIENT_SECRET", AuthServer.OPERATORS_SECRET);
    }

    /** For a server, by somebody whom it does not know. */
    static GatewayCommand signedOut(AuthServer server) {
        try {
            Path folder = Files.createDirectories(JAR.getParent().resolve("command-it"));
            return new GatewayCommand(Files.createTempDirectory(folder, "home"), Map.of())
                    .with("GATEWAY_URL", server.issuer().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with one more variable of the environment. */
    GatewayCommand with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new GatewayCommand(home, more);
    }

    /** The folder that it takes for the person's home and for the gateway's. */
    Path home() {
        return home;
    }

    /** Runs a verb to its end. */
    Outcome run(String... arguments) {
        return finish(start(arguments));
    }

    /** Starts a verb; its input is open. */
    Process start(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        line.addAll(Arrays.asList(arguments));
        try {
            var builder = new ProcessBuilder(line).redirectError(errors().toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_"));
            builder.environment().putAll(environment);
            builder.environment().put("HOME", home.toString());
            builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
            builder.environment().put("GATEWAY_HOME", home.toString());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    Outcome finish(Process process) {
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the command does not end");
            }
            return new Outcome(process.exitValue(), out, Files.readString(errors()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it has said on its error channel so far. */
    String said() {
        try {
            return Files.readString(errors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path errors() {
        return home.resolve("stderr");
    }

    /**
     * What it did.
     *
     * @param exit its exit code
     * @param out its outcome
     * @param err what it said besides
     */
    record Outcome(int exit, String out, String err) {}
}
