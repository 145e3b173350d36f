package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TakeoverServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.e2e.GatewayCommand.Outcome;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;

/** {@code gateway import} on a Redis with the records that the Python gateway writes, to the letter. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportCommandIT {

    private static final RedisServer SOURCE = RedisServer.start();

    private final AuthServer server = TakeoverServer.shared();
    private final GatewayCommand gateway = GatewayCommand.administering(server);
    private final RandomTokens random = new RandomTokens();
    private final String clientId = "client_" + random.identifier();
    private final String secret = random.secret();
    private final String refreshToken = random.secret();
    private final String jti = random.identifier();

    @BeforeEach
    void a_running_forerunner() {
        RedissonClient redis = SOURCE.client();
        redis.getKeys().flushall();
        put(redis, "oauth:client:" + clientId, Duration.ofSeconds(7_775_999), client());
        put(redis, "oauth:refresh:" + refreshToken, Duration.ofSeconds(2_591_999), """
                {"user_id": "46228", "username": "testuser", "client_id": "%s", "scope": "openid profile email", \
                "created_at": 1795453542}""".formatted(clientId));
        put(redis, "oauth:token:" + jti, Duration.ofSeconds(86_399), """
                {"sub": "46228", "username": "testuser", "email": "testuser@example.com", "name": "Fake testuser", \
                "scope": "openid profile email", "client_id": "%s", "created_at": 1795453542, \
                "expires_at": 1795539942}""".formatted(clientId));
        put(redis, "oauth:state:" + random.secret(), Duration.ofSeconds(298), "{\"client_id\": \"x\"}");
        redis.<String>getSet("oauth:user_tokens:testuser", StringCodec.INSTANCE).add(jti);
    }

    @AfterAll
    static void stop() {
        SOURCE.close();
    }

    @Test
    void a_source_that_is_away_is_named() {
        Outcome outcome = gateway.run("import", "--from", "redis://127.0.0.1:1");

        assertThat(outcome.exit()).isEqualTo(10);
        assertThat(outcome.err().lines()).singleElement().asString().contains("no Redis answers at 127.0.0.1:1");
    }

    @Test
    void a_dry_run_tells_and_takes_nothing() {
        Outcome outcome = gateway.run("import", "--from", SOURCE.url().toString(), "--dry-run");

        assertThat(outcome.out())
                .contains("would take 1 clients", "1 refresh tokens (0 known", "1 access tokens were left to end");
        assertThat(refresh().error()).isEqualTo("invalid_client");
    }

    @Test
    void a_client_goes_on_with_its_identifier_its_secret_and_its_refresh_token() {
        Outcome outcome = gateway.run("import", "--from", SOURCE.url().toString());
        assertThat(outcome.exit()).as(outcome.toString()).isZero();

        JsonObject tokens = refresh().json();

        Answer verified = TestApp.verify(server, tokens.getString("access_token"), "time");
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.header("X-User-Name")).isEqualTo("testuser");
        assertThat(outcome.out() + outcome.err()).doesNotContain(secret).doesNotContain(refreshToken);
        assertThat(server.log()).doesNotContain(secret).doesNotContain(refreshToken);
    }

    @Test
    void the_source_is_only_read() {
        Map<String, Object> before = contents();
        Set<String> commandsBefore = commands();

        gateway.run("import", "--from", SOURCE.url().toString());

        Set<String> new_ = new TreeSet<>(commands());
        new_.removeAll(commandsBefore);
        assertThat(contents()).isEqualTo(before);
        assertThat(new_)
                .isSubsetOf(
                        "scan", "get", "pttl", "ping", "hello", "auth", "select", "client|setinfo", "client", "info");
    }

    @Test
    void a_second_run_changes_nothing() {
        gateway.run("import", "--from", SOURCE.url().toString());
        refresh();

        Outcome again = gateway.run("import", "--from", SOURCE.url().toString(), "--output", "json");

        assertThat(again.out()).contains("\"taken\":0,\"known\":1");
    }

    @Test
    void what_is_not_taken_is_told_with_the_reason() {
        put(SOURCE.client(), "oauth:refresh:" + random.secret(), Duration.ofDays(1), """
                {"user_id": "7", "username": "mallory", "client_id": "%s", "scope": "", "created_at": 1}""".formatted(clientId));

        assertThat(gateway.run("import", "--from", SOURCE.url().toString()).err())
                .contains("its user is not allowed: mallory");
    }

    private String client() {
        return Json.createObjectBuilder()
                .add("client_id", clientId)
                .add("client_secret", secret)
                .add("client_secret_expires_at", 1803229542)
                .add("client_id_issued_at", 1795453542)
                .add("redirect_uris", "[\"https://other.example.com/cb\"]")
                .add("client_name", "Unnamed Client")
                .add("scope", "openid profile email")
                .add("created_at", 1795453542)
                .add("response_types", "[\"code\"]")
                .add("grant_types", "[\"authorization_code\", \"refresh_token\"]")
                .add("registration_access_token", "reg-" + random.secret())
                .build()
                .toString();
    }

    private Answer refresh() {
        return server.client()
                .form(
                        "/token",
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken,
                        "client_id",
                        clientId,
                        "client_secret",
                        secret);
    }

    private static void put(RedissonClient redis, String key, Duration timeToLive, String json) {
        redis.<String>getBucket(key, StringCodec.INSTANCE).set(json, timeToLive);
    }

    private static Map<String, Object> contents() {
        Map<String, Object> contents = new TreeMap<>();
        for (String key : SOURCE.client().getKeys().getKeys()) {
            contents.put(
                    key,
                    key.startsWith("oauth:user_tokens:")
                            ? SOURCE.client().getSet(key, StringCodec.INSTANCE).readAll()
                            : SOURCE.client()
                                    .getBucket(key, StringCodec.INSTANCE)
                                    .get());
        }
        return contents;
    }

    /** The commands that this Redis has been sent, each with how often. */
    private static Set<String> commands() {
        Set<String> commands = new TreeSet<>();
        SOURCE.client()
                .getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .info(InfoSection.COMMANDSTATS)
                .forEach((name, figures) -> commands.add(name.replace("cmdstat_", "")));
        return commands;
    }
}
