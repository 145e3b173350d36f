package org.mcpgateway.cli.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import redis.embedded.core.ExecutableProvider;

/** Redis on loopback with an append-only file in the state folder, a port and a password of its own for each run. */
final class EmbeddedRedis implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final String password;

    private EmbeddedRedis(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
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
        Process process = new ProcessBuilder(executable(state).toString(), settings.toString())
                .directory(state.redis().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        watchdog.guard(process);
        var redis = new EmbeddedRedis(process, port, password);
        redis.awaitReady(state, log);
        return redis;
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        Processes.end(process, Duration.ofSeconds(10));
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

    private void awaitReady(StateFolder state, Path log) throws IOException, InterruptedException {
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
