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
import java.util.List;
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

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

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

    /** How it is started, each time. */
    private record Launch(List<String> command, Path folder, Path log, Watchdog watchdog) {

        Process start() throws IOException {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            watchdog.guard(process);
            return process;
        }
    }

    /**
     * Starts Redis and waits until it has read its append-only file.
     *
     * @throws CommandException when it does not start; a damaged append-only file is told apart
     */
    static EmbeddedRedis start(StateFolder state, Watchdog watchdog) throws IOException, InterruptedException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        int port = Ports.free();
        Path log = state.log("redis.log");
        Files.deleteIfExists(log);
        Path settings = state.redis().resolve("redis.conf");
        state.writeSecret(settings, settings(port, password));
        List<String> command = List.of(executable(state).toString(), settings.toString());
        var redis = new EmbeddedRedis(new Launch(command, state.redis(), log, watchdog), port, password);
        redis.awaitReady(state, log);
        redis.keep();
        return redis;
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

    private synchronized void awaitReady(StateFolder state, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answersPing()) {
            if (!process.isAlive()) {
                throw startFailure(state, log);
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException(ExitCode.START_FAILED, "Redis did not answer in time: see " + log);
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static CommandException startFailure(StateFolder state, Path log) throws IOException {
        String said = Files.exists(log) ? Files.readString(log) : "";
        if (said.contains("append only file") || said.contains("Short read or OOM loading DB")) {
            return StateFolder.unusable(state.path(), "Redis cannot read its append-only file, see " + log, null);
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
