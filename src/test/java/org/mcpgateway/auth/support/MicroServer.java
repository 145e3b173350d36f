package org.mcpgateway.auth.support;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A Payara Micro with what is deployed in it: loopback, its own port; it ends with this JVM. */
final class MicroServer {

    /** How long a start may take on a busy machine. */
    static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Path SETTINGS = Path.of(System.getProperty("gateway.root"), "docker/server/server.asadmin");
    private static final String ON_LOOPBACK = """
        set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
        """;

    private final Path log;
    private final Process process;

    /**
     * How it is started.
     *
     * @param deployed each as {@code WAR:context}
     * @param jvmOptions besides those that every server of the tests has
     * @param output where its log goes; empty: to the file that {@link #log} reads
     */
    record Launch(List<String> deployed, List<String> jvmOptions, Optional<File> output) {}

    private MicroServer(Path log, Process process) {
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(Duration.ofSeconds(10))));
    }

    /**
     * Starts one and does not wait for it.
     *
     * @param environment settings of what is deployed, beside this process' own
     */
    static MicroServer start(int port, Map<String, String> environment, Launch launch) {
        Path target = Path.of(System.getProperty("war")).toAbsolutePath().getParent();
        Path log = target.resolve("payara-" + port + ".log");
        try {
            Files.writeString(log, "");
            Path instance = Files.createTempDirectory(target, "payara-" + port + "-");
            var builder = new ProcessBuilder(command(port, instance, launch));
            builder.environment().putAll(CoverageAgent.environment());
            builder.environment().putAll(environment);
            return new MicroServer(
                    log,
                    builder.redirectErrorStream(true)
                            .redirectOutput(launch.output().orElse(log.toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it answers as it should. */
    void awaitReady(Callable<Boolean> answers) {
        await().alias("the server to answer; see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .failFast("Payara Micro ended or did not deploy; see " + log, this::hasFailed)
                .until(answers);
    }

    /** Waits until it has said that what is deployed in it cannot be. */
    void awaitRefusal(Callable<Boolean> answers) {
        await().alias("the server to refuse; see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .failFast("it serves; see " + log, () -> isTrue(answers))
                .until(this::hasFailed);
    }

    private static boolean isTrue(Callable<Boolean> answers) throws Exception {
        try {
            return answers.call();
        } catch (UncheckedIOException e) { // nobody listens yet
            return false;
        }
    }

    /** Everything that it logged so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    /** Stops it, by force when it takes longer. */
    void end(Duration patience) {
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

    private static List<String> command(int port, Path instance, Launch launch) throws IOException {
        Path prebootCommands =
                Files.writeString(instance.resolve("before-boot.asadmin"), Files.readString(SETTINGS) + ON_LOOPBACK);
        List<String> line = new ArrayList<>(ServerFiles.shared().commandLine(instance));
        line.addAll(1, launch.jvmOptions());
        line.add(1, "-XX:TieredStopAtLevel=1");
        launch.deployed().forEach(war -> line.addAll(List.of("--deploy", war)));
        line.addAll(List.of("--port", Integer.toString(port)));
        line.addAll(List.of("--nocluster", "--disablephonehome"));
        line.addAll(List.of("--prebootcommandfile", prebootCommands.toString()));
        return line;
    }

    private boolean hasFailed() {
        return !process.isAlive() || log().matches("(?s).*Exception while (deploying|loading) the app.*");
    }
}
