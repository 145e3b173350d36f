package org.mcpgateway.e2e;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.support.AuthServer;

/**
 * The built {@code gateway} command as an operator runs it against a server, with a home and a folder of its own. Verbs
 * that run to their end do so in this JVM, in a class loader that sees the command's jar and nothing of the tests,
 * since a JVM for each would take most of the time; {@link #start} is a process as the {@code gateway} script starts
 * it.
 */
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
        return at(server.issuer());
    }

    /** For a gateway of {@code gateway run}, signed in as its machine client that administers. */
    static GatewayCommand administering(RunningGateway gateway) {
        return at(gateway.issuer())
                .with("GATEWAY_CLIENT_ID", RunningGateway.ADMIN_CLIENT)
                .with("GATEWAY_CLIENT_SECRET", RunningGateway.MACHINE_SECRET);
    }

    private static GatewayCommand at(URI issuer) {
        try {
            Path folder = Files.createDirectories(JAR.getParent().resolve("command-it"));
            return new GatewayCommand(Files.createTempDirectory(folder, "home"), Map.of())
                    .with("GATEWAY_URL", issuer.toString());
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

    /** Runs a verb to its end; it reads nothing. */
    Outcome run(String... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Jar.LOADER);
        try {
            var out = new StringWriter();
            var err = new StringWriter();
            Object command = Jar.commandLine(settings(), home);
            command.getClass().getMethod("setOut", PrintWriter.class).invoke(command, new PrintWriter(out, true));
            command.getClass().getMethod("setErr", PrintWriter.class).invoke(command, new PrintWriter(err, true));
            Object exit =
                    command.getClass().getMethod("execute", String[].class).invoke(command, (Object) arguments);
            return new Outcome((Integer) exit, out.toString(), err.toString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Runs a verb to its end in a process, for what works on threads of its own, which see another class loader. */
    Outcome runApart(String... arguments) {
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
            builder.environment().clear();
            builder.environment().putAll(settings());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(System.getenv());
        settings.keySet().removeIf(name -> name.startsWith("GATEWAY_"));
        settings.putAll(environment);
        settings.put("HOME", home.toString());
        settings.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        settings.put("GATEWAY_HOME", home.toString());
        return settings;
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

    private static final class Jar {

        static final ClassLoader LOADER = loader();

        /** The command line of a context, as {@code Gateway.main} makes it. */
        static Object commandLine(Map<String, String> environment, Path installation)
                throws ReflectiveOperationException {
            Class<?> context = LOADER.loadClass("org.mcpgateway.cli.CommandContext");
            Object own = context.getConstructor(Map.class, Path.class, Clock.class)
                    .newInstance(environment, installation, Clock.systemUTC());
            return LOADER.loadClass("org.mcpgateway.cli.Gateway")
                    .getMethod("commandLine", context)
                    .invoke(null, own);
        }

        private static ClassLoader loader() {
            try {
                return new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
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
