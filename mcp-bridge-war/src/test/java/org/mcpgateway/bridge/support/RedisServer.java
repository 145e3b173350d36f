package org.mcpgateway.bridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mcpgateway.bridge.config.RedisSettings;
import org.mcpgateway.bridge.redis.RedisForms;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** A real Redis on a port of its own, with an append-only file, so that it can be stopped and started again. */
public final class RedisServer implements AutoCloseable {

    private final int port = FreePort.next();
    private final Path folder;
    private final RedissonClient client;
    private redis.embedded.RedisServer process;

    private RedisServer() {
        try {
            folder = Files.createTempDirectory("bridge-redis");
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = Redisson.create(RedisForms.configuration(RedisSettings.single(url())));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** A new one. */
    public static RedisServer start() {
        return new RedisServer();
    }

    /** Where it is, for {@code REDIS_URL}. */
    public URI url() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** A client of it, configured as the WAR's own. */
    public RedissonClient client() {
        return client;
    }

    /** The client as the WAR injects it. */
    public Optional<RedissonClient> injected() {
        return Optional.of(client);
    }

    /** Stops it; what it has written stays. */
    public void stop() throws IOException {
        process.stop();
    }

    /** Starts it again at the same address with what it had. */
    public void startAgain() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        try {
            client.shutdown();
            process.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private redis.embedded.RedisServer launch() throws IOException {
        var server = redis.embedded.RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("save \"\"")
                .build();
        server.start();
        return server;
    }
}
