package org.mcpgateway.cli.takeover;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * The Redis of a forerunner. It is only read, by {@code SCAN}, {@code GET} and {@code PTTL}, a part at a time, so that
 * the forerunner goes on serving meanwhile.
 */
final class ForerunnerRedis implements AutoCloseable {

    private static final int CHUNK = 200;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Jedis jedis;

    private ForerunnerRedis(Jedis jedis) {
        this.jedis = jedis;
    }

    /**
     * Opens it.
     *
     * @param address as {@code redis://host:6379/0}, {@code redis://user@host}, or {@code rediss://}
     * @throws CommandException UNREACHABLE or UNAUTHORIZED
     */
    static ForerunnerRedis open(URI address, Optional<String> password) {
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .database(database(address));
        if ("rediss".equals(address.getScheme())) {
            config.sslOptions(SslOptions.defaults());
        }
        Optional.ofNullable(address.getUserInfo()).ifPresent(config::user);
        password.ifPresent(config::password);
        String where = address.getHost() + ":" + port(address);
        try {
            var jedis = new Jedis(new HostAndPort(address.getHost(), port(address)), config.build());
            jedis.ping();
            return new ForerunnerRedis(jedis);
        } catch (JedisAccessControlException e) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    "the Redis at " + where + " does not accept the password: set IMPORT_REDIS_PASSWORD",
                    e);
        } catch (JedisException e) {
            boolean locked = String.valueOf(e.getMessage()).contains("NOAUTH");
            throw new CommandException(
                    locked ? ExitCode.UNAUTHORIZED : ExitCode.UNREACHABLE,
                    locked
                            ? "the Redis at " + where + " wants a password: set IMPORT_REDIS_PASSWORD"
                            : "no Redis answers at " + where + ": is --from right, and reachable from here?",
                    e);
        }
    }

    /**
     * Gives every JSON record whose key begins with the prefix, with how long it lives in milliseconds, -1: for ever.
     */
    void forEach(String prefix, BiConsumer<Named, Long> consumer) {
        try {
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> part =
                        jedis.scan(cursor, new ScanParams().match(prefix + "*").count(CHUNK));
                read(part.getResult(), prefix, consumer);
                cursor = part.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        } catch (JedisException e) {
            throw new CommandException(
                    ExitCode.UNREACHABLE, "the Redis of the forerunner stopped answering: run the import again", e);
        }
    }

    /** How many keys begin with the prefix. */
    long count(String prefix) {
        long count = 0;
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> part =
                    jedis.scan(cursor, new ScanParams().match(prefix + "*").count(1000));
            count += part.getResult().size();
            cursor = part.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return count;
    }

    @Override
    public void close() {
        jedis.close();
    }

    private void read(List<String> keys, String prefix, BiConsumer<Named, Long> consumer) {
        List<Response<String>> values = new ArrayList<>();
        List<Response<Long>> lives = new ArrayList<>();
        try (Pipeline pipeline = jedis.pipelined()) {
            keys.forEach(key -> {
                values.add(pipeline.get(key));
                lives.add(pipeline.pttl(key));
            });
            pipeline.sync();
        }
        for (int i = 0; i < keys.size(); i++) {
            String name = keys.get(i).substring(prefix.length());
            long left = lives.get(i).get();
            text(values.get(i))
                    .flatMap(ForerunnerRedis::object)
                    .ifPresent(record -> consumer.accept(new Named(name, record), left));
        }
    }

    /** A key of another type is none of the forerunner's records. */
    private static Optional<String> text(Response<String> response) {
        try {
            return Optional.ofNullable(response.get());
        } catch (JedisException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return Optional.of(reader.readObject());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static int port(URI address) {
        return address.getPort() < 0 ? 6379 : address.getPort();
    }

    private static int database(URI address) {
        String path = address.getPath() == null ? "" : address.getPath().replace("/", "");
        if (!path.matches("[0-9]{0,5}")) {
            throw new CommandException(
                    ExitCode.USAGE, "--from must end in the number of a database, as /0, or in none");
        }
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }

    /**
     * A record and what stands after its key's prefix.
     *
     * @param name an identifier, or a secret
     * @param record the JSON
     */
    record Named(String name, JsonObject record) {

        @Override
        public String toString() {
            return "(a record)";
        }
    }
}
