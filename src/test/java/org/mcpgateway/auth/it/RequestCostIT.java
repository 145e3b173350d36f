package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.Administrator;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.RedisMonitor;
import org.mcpgateway.auth.support.TestApp;

/** What a request costs does not depend on how much is in Redis: no command that it causes walks through all of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestCostIT {

    /** Commands whose work is that of the whole database, or of a whole set of everybody's. */
    private static final Pattern WALKS = Pattern.compile("(?i)^\"(KEYS|SCAN|SORT|SORT_RO|RANDOMKEY|SMEMBERS|FLUSH.*)\""
            + "|^\"Z[A-Z]+\" \"oauth:(clients|tokens|users|grants|consents)\" .*\"0\" \"-1\""
            + "|^\"XRANGE\" \"oauth:audit\" \"-\" \"\\+\"$|^\"XREVRANGE\" \"oauth:audit\" \"\\+\" \"-\"$");

    private final AuthServer server = AuthServer.shared();
    private final Administrator administrator = new Administrator(server);
    private final String username = "user-" + UUID.randomUUID();

    @Test
    void no_request_walks_through_redis() throws IOException {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> server.redis()
                        .client()
                        .getBucket(RedisKeys.INDEX_VERSION)
                        .isExists());
        try (var monitor = new RedisMonitor(server.redis())) {
            aClientsLife();
            everyList();

            List<String> commands = monitor.commands();
            assertThat(commands).hasSizeGreaterThan(50).anyMatch(command -> command.contains("\"oauth:tokens\""));
            assertThat(commands).noneMatch(command -> WALKS.matcher(command).find());
        }
    }

    @Test
    void a_walk_would_be_heard() throws IOException {
        try (var monitor = new RedisMonitor(server.redis())) {
            server.redis().client().getKeys().getKeys().forEach(key -> {});
            server.redis().client().getScoredSortedSet(RedisKeys.CLIENTS).readAll();

            assertThat(monitor.commands())
                    .filteredOn(command -> WALKS.matcher(command).find())
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private void aClientsLife() {
        TestApp app = TestApp.confidentialClient(server);
        JsonObject tokens = app.tokens(new Person(server, username));
        String accessToken = tokens.getString("access_token");
        assertThat(TestApp.verify(server, accessToken, "time").status()).isEqualTo(200);
        assertThat(app.send("/introspect", "token", accessToken).status()).isEqualTo(200);
        assertThat(app.refresh(tokens.getString("refresh_token")).status()).isEqualTo(200);
        assertThat(app.send("/revoke", "token", tokens.getString("refresh_token"))
                        .status())
                .isEqualTo(200);
        assertThat(app.send("/device_authorization").status()).isLessThan(500);
        assertThat(server.client()
                        .get("/.well-known/oauth-authorization-server")
                        .status())
                .isEqualTo(200);
    }

    private void everyList() {
        for (String path : List.of("clients", "tokens", "users", "consents", "audit")) {
            assertThat(administrator.get(path, "limit", "5").status()).as(path).isEqualTo(200);
        }
        assertThat(administrator.get("tokens", "username", username).status()).isEqualTo(200);
        assertThat(administrator.get("audit", "user", username).status()).isEqualTo(200);
        assertThat(administrator.get("stats").status()).isEqualTo(200);
        assertThat(administrator
                        .post("users/revoke", "{\"username\":\"" + username + "\"}")
                        .status())
                .isEqualTo(200);
    }
}
