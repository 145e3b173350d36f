package org.mcpgateway.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Programs;
import redis.embedded.core.ExecutableProvider;

/**
 * Redis on loopback with an append-only file in the state folder, a port and a password of its own for each run. When
 * it ends by itself it is started again, with all that it had written: calls in progress need not end with it.
 */
final class EmbeddedRedis implements AutoCloseable {

    /** So often in a row; one that has lived for a while is a new beginning. */
    private static final int MOST_RESTARTS = 5;

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final Launch launch;
    private final int port;
    private final String password;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private Process process;
    private long startedAt = System.nanoTime();
    private int restarts;
    private boolean closed;

    private EmbeddedRedis(Launch launch, int port, String password) throws IOException {
        this.launch = launch;
        this.port = port;
        this.password = password;
        this.process = launch.start();
    }

    /**
     * Which Redis.
     *
     * @param executable the file
     * @param startLimit how long it may take until it answers
     */
    record Program(Path executable, Duration startLimit) {

        /** The bundled binary, unpacked once; where none is bundled for this system, the one on the PATH. */
        static Program bundled(StateFolder state) throws IOException {
            return new Program(EmbeddedRedis.executable(state), Duration.ofSeconds(20));
        }
    }

    /** How it is started, each time. */
    private record Launch(Program program, Path settings, StateFolder state, Watchdog watchdog) {

        Process start() throws IOException {
            Process process = new ProcessBuilder(program.executable().toString(), settings.toString())
                    .directory(state.redis().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            watchdog.guard(process);
            return process;
        }

        Path log() {
            return state.log("redis.log");
        }
    }

    /** Starts Redis; whoever starts it closes it, also when it is never ready. */
    static EmbeddedRedis start(StateFolder state, Watchdog watchdog, Program program) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        int port = Ports.free();
        Files.deleteIfExists(state.log("redis.log"));
        Path settings = state.redis().resolve("redis.conf");
        state.writeSecret(settings, settings(port, password));
        return new EmbeddedRedis(new Launch(program, settings, state, watchdog), port, password);
    }

    /**
     * Waits until it has read its append-only file; from then on it is started again when it ends by itself.
     *
     * @throws CommandException when it does not start, or was closed; a damaged append-only file is told apart
     */
    void awaitReady() throws IOException, InterruptedException {
        Process first = process(); // the monitor is not held while we wait: close() needs it
        long deadline = System.nanoTime() + launch.program().startLimit().toNanos();
        while (!answersPing()) {
            if (!first.isAlive()) {
                throw startFailure();
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException(ExitCode.START_FAILED, "Redis did not answer in time: see " + launch.log());
            }
            first.waitFor(20, TimeUnit.MILLISECONDS);
        }
        keep();
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    /** Completes when it has ended by itself and does not come back. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        Processes.end(last, Duration.ofSeconds(10));
    }

    private synchronized Process process() {
        return process;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void keep() {
        startedAt = System.nanoTime();
        process.onExit().thenRunAsync(this::restart).exceptionally(failure -> {
            gone.completeExceptionally(failure);
            return null;
        });
    }

    private synchronized void restart() {
        if (closed) {
            return;
        }
        restarts = System.nanoTime() - startedAt > A_WHILE.toNanos() ? 1 : restarts + 1;
        if (restarts > MOST_RESTARTS) {
            gone.complete(null);
            return;
        }
        try {
            process = launch.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keep();
    }

    private static String settings(int port, String password) {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir .
                logfile ../logs/redis.log
                appendonly yes
                appendfsync everysec
                save ""
                """.formatted(port, password);
    }

    /** The bundled binary, unpacked once; where none is bundled for this system, the one on the PATH. */
    private static Path executable(StateFolder state) throws IOException {
        Path bin = Files.createDirectories(state.redis().resolve("bin"));
        try {
            return ExecutableProvider.newJarResourceProvider(bin.toFile()).get().toPath();
        } catch (RuntimeException e) {
            return Programs.find("redis-server", System.getenv())
                    .orElseThrow(() -> new CommandException(
                            ExitCode.RUNTIME_MISSING,
                            "no Redis is bundled for this system: install redis-server and start again",
                            e));
        }
    }

    private CommandException startFailure() throws IOException {
        if (isClosed()) {
            return LocalGateway.stoppedWhileItStarted();
        }
        Path log = launch.log();
        String said = Files.exists(log) ? Files.readString(log) : "";
        if (said.contains("append only file") || said.contains("Short read or OOM loading DB")) {
            return StateFolder.unusable(
                    launch.state().path(), "Redis cannot read its append-only file, see " + log, null);
        }
        return new CommandException(ExitCode.START_FAILED, "Redis did not start: see " + log);
    }

    private boolean answersPing() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+OK\r\n+PONG\r\n".length());
            return new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n+PONG\r\n");
        } catch (IOException e) {
            return false;
        }
    }
}
