package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.GitHubSimulator;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.SecretLedger;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.auth.support.TestClient.Exchange;
import org.mcpgateway.auth.support.TestKeys;

/**
 * No secret in Redis, on its disk, in a log, an error or a page: everything that has a secret is done once, right and
 * wrong, and then every secret is looked for everywhere.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsIT {

    private static final SecretLedger LEDGER = new SecretLedger();
    private static final List<Exchange> EXCHANGES = new CopyOnWriteArrayList<>();

    private static Path redisFolder;
    private static RedisServer redis;
    private static GitHubSimulator github;
    private static AuthServer server;

    @BeforeAll
    static void everything_is_done_once(@TempDir Path folder) throws Exception {
        redisFolder = folder;
        String password = "redis-" + UUID.randomUUID();
        redis = RedisServer.onDisk(folder, password);
        github = new GitHubSimulator();
        Map<String, String> settings = new HashMap<>(github.settings());
        settings.putAll(Map.of(
                "ALLOWED_GITHUB_USERS",
                "octocat",
                "REDIS_PASSWORD",
                password,
                "LOCAL_IDENTITY",
                "false",
                "REFRESH_GRACE",
                "1"));
        server = AuthServer.start(redis, settings);
        LEDGER.add("operator's client secret", AuthServer.OPERATORS_SECRET);
        LEDGER.add("github client secret", GitHubSimulator.CLIENT_SECRET);
        LEDGER.add("redis password", password);
        String key = TestKeys.privatePem(TestKeys.signing());
        LEDGER.add("signing key", key);
        LEDGER.add(
                "signing key",
                new String(Base64.getDecoder().decode(key), StandardCharsets.US_ASCII)
                        .lines()
                        .skip(3)
                        .findFirst()
                        .orElseThrow());
        try (var listening = TestClient.listen(EXCHANGES::add)) {
            assertThat(listening).isNotNull();
            new SecretFlows(server, github, LEDGER).run();
        }
        github.tokens().forEach(token -> LEDGER.add("github token", token));
    }

    @AfterAll
    static void they_stop() {
        server.close();
        github.close();
        redis.close();
    }

    @Test
    void there_were_secrets_of_every_kind() {
        assertThat(LEDGER.counts())
                .containsOnlyKeys(
                        "access token",
                        "browser cookie",
                        "client secret",
                        "client state",
                        "code",
                        "code verifier",
                        "device code",
                        "github client secret",
                        "github code",
                        "github token",
                        "operator's client secret",
                        "redis password",
                        "refresh token",
                        "registration access token",
                        "signing key",
                        "upstream state",
                        "user code",
                        "wrong secret");
    }

    @Test
    void redis_holds_none() {
        String dump = RedisDump.of(redis);

        assertThat(dump).contains("oauth:state:", "oauth:code:", "oauth:device:", "oauth:refresh:", "oauth:client:");
        assertThat(LEDGER.in(dump)).isEmpty();
    }

    @Test
    void the_disk_under_redis_holds_none() throws IOException {
        redis.client().getKeys().count(); // everything before it has been written: appendfsync is always
        redis.save();
        String disk = textOf(redisFolder);

        assertThat(disk).contains("REDIS0", "oauth:refresh:");
        assertThat(LEDGER.in(disk)).isEmpty();
    }

    @Test
    void the_log_holds_none() {
        String log = server.log();

        assertThat(log).contains("client_registered", "\"event\":\"");
        assertThat(LEDGER.in(log)).isEmpty();
    }

    @Test
    void no_error_holds_one() {
        List<Exchange> errors = EXCHANGES.stream()
                .filter(exchange -> exchange.answer().status() >= 400)
                .toList();

        assertThat(errors).hasSizeGreaterThan(15);
        assertThat(errors)
                .allSatisfy(error -> assertThat(LEDGER.in(text(error.answer())))
                        .as(error.toString())
                        .isEmpty());
    }

    @Test
    void what_gives_a_secret_gives_no_other() {
        assertThat(EXCHANGES.stream().filter(exchange -> exchange.answer().status() < 400))
                .allSatisfy(exchange -> assertThat(LEDGER.in(text(exchange.answer()), shownBy(exchange)))
                        .as(exchange.toString())
                        .isEmpty());
    }

    /** What the answer to a request is there to tell. */
    private static String[] shownBy(Exchange exchange) {
        URI address = URI.create(exchange.address());
        if (!exchange.address().startsWith(server.issuer().toString())) {
            return new String[] {"github code", "upstream state"}; // GitHub's own answer
        }
        return switch (address.getPath()) {
            case "/token" -> new String[] {"access token", "refresh token"};
            case "/device_authorization" -> new String[] {"device code", "user code"};
            case "/device" -> new String[] {"user code", "browser cookie", "upstream state"};
            case "/authorize" -> new String[] {"client state", "browser cookie", "upstream state", "code"};
            case "/callback" -> new String[] {"client state", "browser cookie", "code", "user code"};
            case "/success" -> new String[] {"code"};
            default ->
                address.getPath().startsWith("/register")
                        ? new String[] {"client secret", "registration access token"}
                        : new String[0];
        };
    }

    private static String text(Answer answer) {
        return answer.headers().map() + "\n" + answer.body();
    }

    private static String textOf(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
