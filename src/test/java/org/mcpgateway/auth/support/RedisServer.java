package org.mcpgateway.auth.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.auth.config.RedisSettings;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisForms;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;

/** A real Redis on a port of its own. Most tests share one for each JVM and keep apart by random identifiers. */
public final class RedisServer implements AutoCloseable {

    private final int port = FreePort.next();
    private final Optional<Secret> password;
    private final List<String> lines;
    private final RedissonClient client;
    private redis.embedded.RedisServer process;
    private long paused;

    private RedisServer(Optional<Secret> password, List<String> lines) {
        this.password = password;
        this.lines = lines;
        process = startProcess();
        client = Redisson.create(RedisForms.configuration(settings()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The one that the tests of this JVM share. */
    public static RedisServer shared() {
        return Shared.INSTANCE;
    }

    /** One that a test may stop. */
    public static RedisServer start() {
        return new RedisServer(Optional.empty(), List.of());
    }

    /** One that keeps what it was told when it is interrupted: every write is in its folder before it is answered. */
    public static RedisServer startOn(Path folder) {
        return new RedisServer(Optional.empty(), List.of("appendonly yes", "appendfsync always", "dir " + folder));
    }

    /** One with a password that keeps everything in this folder, as an append-only file and, when told to, a dump. */
    public static RedisServer onDisk(Path folder, String password) {
        return new RedisServer(
                Optional.of(new Secret(password)),
                List.of("dir " + folder, "appendonly yes", "appendfsync always", "aof-use-rdb-preamble no"));
    }

    /** Stops the process: nothing listens on its port. */
    public void interrupt() {
        try {
            process.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() {
        signal("KILL", pid());
        interrupt();
    }

    /** Changes a setting until it is started again. */
    public void set(String name, String value) {
        client.getRedisNodes(RedisNodes.SINGLE).getInstance().setConfig(name, value);
    }

    /** Starts it again on the same port and folder. */
    public void resume() {
        process = startProcess();
    }

    /** Lets it be silent: connections stay open, nothing is answered until it goes on. */
    public void pause() {
        paused = pid();
        signal("STOP", paused);
    }

    /** Lets it go on; it then does what it was sent meanwhile. */
    public void goOn() {
        signal("CONT", paused);
    }

    /**
     * Ends the connection of every subscriber and publishes before any of them is back: Redis does both at once.
     *
     * @return how many heard it
     */
    public int publishUnheard(String channel, String message) {
        try (Socket socket = new Socket("127.0.0.1", port);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream()
                    .write(("CLIENT KILL TYPE pubsub\r\nPUBLISH " + channel + " " + message + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            int ended = Integer.parseInt(answers.readLine().substring(1));
            if (ended == 0) {
                throw new IllegalStateException("nobody was subscribed");
            }
            return Integer.parseInt(answers.readLine().substring(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long pid() {
        return Long.parseLong(client.getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .info(org.redisson.api.redisnode.RedisNode.InfoSection.SERVER)
                .get("process_id"));
    }

    private static void signal(String signal, long pid) {
        try {
            int done = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .start()
                    .waitFor();
            if (done != 0) {
                throw new IllegalStateException("kill -" + signal + " ended with " + done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A client as the WAR's own is configured. */
    public RedissonClient client() {
        return client;
    }

    /** The WAR's own way to keep records, on this Redis. */
    public JsonRecords records() {
        return new JsonRecords(client);
    }

    /** Where it is, for {@code REDIS_URL}. */
    public URI url() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** The settings of a gateway that uses it. */
    public RedisSettings settings() {
        RedisSettings open = RedisSettings.single(url());
        return new RedisSettings(
                open.mode(),
                open.addresses(),
                open.database(),
                open.username(),
                password,
                open.sentinel(),
                open.authorities(),
                open.timeout());
    }

    /** Writes a dump of everything to the disk, and waits for it. */
    public void save() {
        client.getRedisNodes(RedisNodes.SINGLE).getInstance().bgSave();
        // The next call waits behind it: a dump is never begun while another is being written.
        org.awaitility.Awaitility.await()
                .until(() -> client.getRedisNodes(RedisNodes.SINGLE)
                        .getInstance()
                        .info(org.redisson.api.redisnode.RedisNode.InfoSection.PERSISTENCE)
                        .get("rdb_bgsave_in_progress")
                        .equals("0"));
    }

    /** Stops it; what is kept in it is gone. */
    @Override
    public void close() {
        try {
            client.shutdown();
            process.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private redis.embedded.RedisServer startProcess() {
        try {
            var builder = redis.embedded.RedisServer.newRedisServer()
                    .bind("127.0.0.1")
                    .port(port)
                    .setting("save \"\"");
            password.ifPresent(secret -> builder.setting("requirepass " + secret.value()));
            lines.forEach(builder::setting);
            redis.embedded.RedisServer started = builder.build();
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final RedisServer INSTANCE = start();
    }
}
