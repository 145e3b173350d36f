package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcpgateway.cli.compose.Settings;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;

/** Whether Redis answers, opens with the password, keeps what it is told, and forgets nothing when it is full. */
record RedisExamination(Settings settings, Docker docker) implements Examination {

    private static final String CHECK = "redis";
    private static final int WAIT_MILLIS = 5000;
    private static final int DEFAULT_PORT = 6379;
    private static final double FULL = 0.9;

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
        Map<String, String> password =
                Map.of("REDISCLI_AUTH", settings.find("REDIS_PASSWORD").orElse(""));
        return docker.run(password, line.toArray(String[]::new));
    }

    private List<Finding> direct(URI address) {
        String where = address.getHost() + ":" + port(address);
        try (Jedis jedis = open(address)) {
            return findings(where, information(jedis));
        } catch (JedisException e) {
            return List.of(failure(where, String.valueOf(e.getMessage())));
        }
    }

    private static List<Finding> findings(String where, Map<String, String> known) {
        List<Finding> findings = new ArrayList<>(List.of(Finding.ok(CHECK, where + " answers")));
        findings.addAll(judge(known));
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
        settings.find("REDIS_PASSWORD").ifPresent(config::password);
        settings.find("REDIS_USERNAME").ifPresent(config::user);
        if ("rediss".equals(address.getScheme())) {
            config.sslOptions(SslOptions.defaults());
        }
        return new Jedis(new HostAndPort(address.getHost(), port(address)), config.build());
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

    private static List<Finding> judge(Map<String, String> known) {
        List<Finding> findings = new ArrayList<>();
        String policy = known.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            findings.add(Finding.fault(
                    CHECK,
                    "maxmemory-policy is " + policy + ": revocations and clients may be forgotten",
                    "redis-cli config set maxmemory-policy noeviction, and in redis.conf"));
        }
        boolean keeps = "1".equals(known.get("aof_enabled"))
                || !known.getOrDefault("save", "").isEmpty();
        if (!keeps) {
            findings.add(Finding.fault(
                    CHECK,
                    "nothing is kept on the disk: a restart signs everybody out",
                    "redis-cli config set appendonly yes, and in redis.conf"));
        }
        for (String last : List.of("rdb_last_bgsave_status", "aof_last_write_status")) {
            if (!known.getOrDefault(last, "ok").equals("ok")) {
                findings.add(Finding.fault(CHECK, last + " is err", "give Redis room on its disk: see its log"));
            }
        }
        long most = number(known, "maxmemory");
        if (most > 0 && number(known, "used_memory") > FULL * most) {
            findings.add(Finding.fault(CHECK, "the memory that it may use is nearly full", "raise maxmemory"));
        }
        return findings;
    }

    private static long number(Map<String, String> known, String key) {
        String value = known.getOrDefault(key, "0");
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }

    private static int port(URI address) {
        return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    }
}
