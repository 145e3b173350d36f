package org.mcpgateway.cli.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.compose.Settings;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;

/** Whether Redis answers, opens with the password, keeps what it is told, and forgets nothing when it is full. */
record RedisExamination(Settings settings, Docker docker) implements Examination {

    static final String CHECK = "redis";
    private static final int WAIT_MILLIS = 5000;
    private static final int DEFAULT_PORT = 6379;

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        Optional<URI> address = address();
        return address.isPresent() ? direct(address.get()) : inside();
    }

    /** Where no port leads to it: by its container's own redis-cli, which takes the password from the environment. */
    private List<Finding> inside() throws IOException, InterruptedException {
        Optional<String> container = docker.container("redis", "{{.ID}}");
        if (container.isEmpty()) {
            return List.of(Finding.unknown(
                    CHECK, "no REDIS_URL is set, and no container of Redis runs", "./gateway up, and ask again"));
        }
        String said = client(container.get(), "info").orElse("");
        Map<String, String> known = lines(said);
        if (!known.containsKey("redis_version")) {
            return List.of(failure("its container", said));
        }
        known.put(
                "save",
                client(container.get(), "config", "get", "save")
                        .map(answer -> answer.lines().skip(1).findFirst().orElse(""))
                        .orElse("(not told)"));
        return findings("its container", known);
    }

    /** What the container's redis-cli says. */
    private Optional<String> client(String container, String... command) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("exec", "--env", "REDISCLI_AUTH", container, "redis-cli", "--no-auth-warning"));
        line.addAll(List.of(command));
        Map<String, String> password = Map.of("REDISCLI_AUTH", password().orElse(""));
        return docker.run(password, line.toArray(String[]::new));
    }

    private List<Finding> direct(URI address) {
        String where = address.getHost() + ":" + port(address);
        try (Jedis jedis = open(address)) {
            return findings(where, information(jedis));
        } catch (JedisException e) {
            return List.of(
                    isUntrusted(e)
                            ? Finding.fault(
                                    CHECK,
                                    "the certificate of " + where + " is not trusted",
                                    "let REDIS_CA name a PEM file of its authority")
                            : failure(where, String.valueOf(e.getMessage())));
        } catch (CommandException e) {
            return List.of(Finding.fault(CHECK, String.valueOf(e.getMessage()), NamedFiles.CURE));
        }
    }

    private static boolean isUntrusted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> password() {
        return new NamedFiles(settings).secret("REDIS_PASSWORD");
    }

    private static List<Finding> findings(String where, Map<String, String> known) {
        List<Finding> findings = new ArrayList<>(List.of(Finding.ok(CHECK, where + " answers")));
        findings.addAll(new RedisState(known).faults());
        return findings;
    }

    /** What the settings name, the first of several; or the port that REDIS_EXPOSED opens. */
    private Optional<URI> address() {
        Optional<String> named = settings.list("REDIS_URL").stream().findFirst();
        if (named.isEmpty()
                && "true".equalsIgnoreCase(settings.find("REDIS_EXPOSED").orElse(""))) {
            named = Optional.of(
                    "redis://127.0.0.1:" + settings.find("REDIS_PORT").orElse("6379"));
        }
        try {
            return named.map(URI::create).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Jedis open(URI address) {
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(WAIT_MILLIS)
                .socketTimeoutMillis(WAIT_MILLIS);
        password().ifPresent(config::password);
        settings.find("REDIS_USERNAME").ifPresent(config::user);
        if ("rediss".equals(address.getScheme())) {
            config.sslOptions(trust());
        }
        return new Jedis(new HostAndPort(address.getHost(), port(address)), config.build());
    }

    /** The gateway's own: the authorities of REDIS_CA instead of this machine's. */
    private SslOptions trust() {
        char[] password = "of-a-store-in-memory".toCharArray();
        return new NamedFiles(settings)
                .store("REDIS_CA", password)
                .map(store -> SslOptions.builder()
                        .trustStoreType("PKCS12")
                        .truststore(() -> new ByteArrayInputStream(store), password)
                        .build())
                .orElseGet(SslOptions::defaults);
    }

    private static Finding failure(String where, String message) {
        if (message.contains("WRONGPASS") || message.contains("NOAUTH") || message.contains("AUTH ")) {
            return Finding.fault(
                    CHECK,
                    where + " does not accept REDIS_PASSWORD",
                    "set it to what Redis was started with, or ./gateway restart redis");
        }
        return Finding.fault(CHECK, where + " does not answer", "start it: ./gateway up; or correct REDIS_URL");
    }

    /** INFO, and of CONFIG what INFO does not say; the latter is closed at some providers. */
    private static Map<String, String> information(Jedis jedis) {
        Map<String, String> known = lines(jedis.info());
        try {
            known.putAll(jedis.configGet("save"));
        } catch (JedisException e) {
            known.put("save", "(not told)");
        }
        return known;
    }

    private static Map<String, String> lines(String information) {
        return information
                .lines()
                .filter(line -> line.contains(":"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (one, other) -> one));
    }

    private static int port(URI address) {
        return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    }
}
