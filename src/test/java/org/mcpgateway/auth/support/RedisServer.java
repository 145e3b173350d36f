package org.mcpgateway.auth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.mcpgateway.auth.config.RedisSettings;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisForms;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** A real Redis on a port of its own. Most tests share one for each JVM and keep apart by random identifiers. */
public final class RedisServer implements AutoCloseable {

    private final int port = FreePort.next();
    private final redis.embedded.RedisServer process;
    private final RedissonClient client;

    private RedisServer() {
        try {
            process = redis.embedded.RedisServer.newRedisServer()
                    .bind("127.0.0.1")
                    .port(port)
                    .setting("save \"\"")
                    .build();
            process.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = Redisson.create(RedisForms.configuration(settings()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The one that the tests of this JVM share. */
    public static RedisServer shared() {
        return Shared.INSTANCE;
    }

    /** One that a test may stop. */
    public static RedisServer start() {
        return new RedisServer();
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
        return RedisSettings.single(url());
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

    private static final class Shared {
        static final RedisServer INSTANCE = new RedisServer();
    }
}
