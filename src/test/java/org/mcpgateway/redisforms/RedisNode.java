package org.mcpgateway.redisforms;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.auth.support.FreePort;

/** A Redis, sentinel or Valkey process on a loopback port and in a folder of its own. */
final class RedisNode {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final int port = FreePort.next();
    private final Path folder;
    private final List<String> cliOptions;
    private final Process process;

    private RedisNode(String program, List<String> settings, List<String> cliOptions) throws IOException {
        this.folder = Files.createTempDirectory(Files.createDirectories(target().resolve("redis-forms")), "node");
        this.cliOptions = cliOptions;
        Path file = folder.resolve("redis.conf");
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "dir " + folder, "save \"\""));
        settings.forEach(line ->
                lines.add(line.replace("{port}", Integer.toString(port)).replace("{folder}", folder.toString())));
        if (settings.stream().noneMatch(line -> line.startsWith("port ") || line.startsWith("tls-port "))) {
            lines.add("port " + port);
        }
        Files.write(file, lines);
        List<String> command = new ArrayList<>(List.of(program, file.toString()));
        if (settings.stream().anyMatch(line -> line.startsWith("sentinel "))) {
            command.add("--sentinel");
        }
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().alias("the node to answer; see " + folder)
                .atMost(START_LIMIT)
                .failFast(() -> !process.isAlive())
                .until(() -> cli("ping").contains("PONG"));
    }

    /** The system's Redis with these lines in its configuration; {@code {port}} and {@code {folder}} are filled in. */
    static RedisNode redis(String... settings) throws IOException {
        return new RedisNode("redis-server", List.of(settings), List.of());
    }

    /** The same, asked with further options of {@code redis-cli}. */
    static RedisNode redis(List<String> cliOptions, String... settings) throws IOException {
        return new RedisNode("redis-server", List.of(settings), cliOptions);
    }

    /** Another program that takes the same configuration. */
    static RedisNode of(Path program) throws IOException {
        return new RedisNode(program.toString(), List.of(), List.of());
    }

    int port() {
        return port;
    }

    /** What {@code redis-cli} prints for a command to this node. */
    String cli(String... command) {
        try {
            List<String> line = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
            line.addAll(cliOptions);
            line.addAll(List.of(command));
            Process cli = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            cli.waitFor(10, TimeUnit.SECONDS);
            return said;
        } catch (IOException e) {
            throw new IllegalStateException("redis-cli cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it without warning, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    static Path target() {
        return Path.of(System.getProperty("war")).getParent();
    }
}
