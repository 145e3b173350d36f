package org.mcpgateway.redisforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.auth.support.Traffic;

/** Each form of Redis started for real, the real WAR on it: tokens are issued, refreshed, checked and revoked. */
@Tag("deployment")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisFormsIT {

    private static final System.Logger LOG = System.getLogger(RedisFormsIT.class.getName());

    private static final Duration FAILOVER_LIMIT = Duration.ofSeconds(60);
    private static final Duration FORM_LIMIT = Duration.ofSeconds(60);

    /** Twice what is promised: beside six nodes and a server there are two cores. */
    private static final Duration REVOCATION_LIMIT = Duration.ofSeconds(2);

    private static final String PASSWORD = "a-password-of-this-test";

    private final List<RedisNode> nodes = new ArrayList<>();
    private AuthServer server;

    @AfterEach
    void everything_stops() {
        if (server != null) {
            server.close();
        }
        nodes.forEach(RedisNode::kill);
    }

    @Test
    void one_server_with_a_password_and_a_database() throws Exception {
        RedisNode node = started(RedisNode.redis(List.of("-a", PASSWORD), "requirepass " + PASSWORD));
        server = AuthServer.start(
                Map.of("REDIS_URL", "redis://127.0.0.1:" + node.port() + "/3", "REDIS_PASSWORD", PASSWORD));

        tokensLiveAndDie();

        assertThat(node.cli("-n", "3", "dbsize")).doesNotContain("(integer) 0").isNotEqualTo("0\n");
        assertThat(node.cli("-n", "0", "dbsize")).contains("0");
    }

    @Test
    void a_user_of_the_access_control_lists_who_may_do_what_the_gateway_does_and_no_more() throws Exception {
        RedisNode node = started(RedisNode.redis(
                List.of("--user", "gateway", "-a", PASSWORD),
                "user default off",
                "user gateway on >" + PASSWORD + " ~oauth:* ~redis:* &* +@all -@admin -@dangerous +info"));
        server = AuthServer.start(Map.of(
                "REDIS_URL",
                "redis://127.0.0.1:" + node.port(),
                "REDIS_USERNAME",
                "gateway",
                "REDIS_PASSWORD",
                PASSWORD));

        tokensLiveAndDie();
    }

    @Test
    void one_server_over_tls_whose_certificate_comes_from_an_authority_of_ones_own() throws Exception {
        Authority authority = Authority.create(RedisNode.target().resolve("redis-forms"));
        RedisNode node = started(RedisNode.redis(
                List.of("--tls", "--cacert", authority.certificate().toString()),
                "port 0",
                "tls-port {port}",
                "tls-cert-file " + authority.serverCertificate(),
                "tls-key-file " + authority.serverKey(),
                "tls-ca-cert-file " + authority.certificate(),
                "tls-auth-clients no"));
        server = AuthServer.start(Map.of(
                "REDIS_URL",
                "rediss://127.0.0.1:" + node.port(),
                "REDIS_CA",
                authority.certificate().toString()));

        tokensLiveAndDie();
    }

    @Test
    void valkey() throws Exception {
        RedisNode node = started(RedisNode.of(Valkey.program()));
        server = AuthServer.start(Map.of("REDIS_URL", "redis://127.0.0.1:" + node.port()));

        tokensLiveAndDie();
    }

    @Test
    void sentinels_whose_primary_dies_under_tokens_that_live() throws Exception {
        RedisNode primary = started(RedisNode.redis());
        List<RedisNode> replicas = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            replicas.add(started(RedisNode.redis("replicaof 127.0.0.1 " + primary.port())));
        }
        List<RedisNode> sentinels = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sentinels.add(started(RedisNode.redis(
                    "sentinel monitor gateway 127.0.0.1 " + primary.port() + " 2",
                    "sentinel down-after-milliseconds gateway 1500",
                    "sentinel failover-timeout gateway 10000")));
        }
        await().atMost(FORM_LIMIT)
                .until(() -> replicas.stream()
                        .allMatch(node -> node.cli("info", "replication").contains("link_status:up")));
        await().alias("the sentinels to know each other and the replicas")
                .atMost(FORM_LIMIT)
                .until(() -> sentinels.stream()
                        .allMatch(node -> node.cli("sentinel", "master", "gateway")
                                .matches("(?s).*num-slaves\\s+2\\s.*num-other-sentinels\\s+2\\s.*")));
        server = AuthServer.start(Map.of(
                "REDIS_MODE", "sentinel", "REDIS_URL", addresses(sentinels), "REDIS_SENTINEL_MASTER", "gateway"));

        tokensOutlive("Sentinel", primary);
    }

    @Test
    void a_cluster_one_of_whose_primaries_dies_under_tokens_that_live() throws Exception {
        List<RedisNode> cluster = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            cluster.add(started(
                    RedisNode.redis("cluster-enabled yes", "cluster-node-timeout 2000", "repl-diskless-sync-delay 0")));
        }
        List<String> create = new ArrayList<>(List.of("--cluster", "create"));
        cluster.forEach(node -> create.add("127.0.0.1:" + node.port()));
        create.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        assertThat(cluster.getFirst().cli(create.toArray(String[]::new))).contains("All 16384 slots covered");
        await().alias("the replicas to have synchronised")
                .atMost(FORM_LIMIT)
                .until(() -> cluster.stream()
                                        .filter(node ->
                                                node.cli("info", "replication").contains("link_status:up"))
                                        .count()
                                == 3
                        && cluster.stream()
                                .allMatch(node -> node.cli("cluster", "info").contains("cluster_state:ok")));
        RedisNode primary = cluster.stream()
                .filter(node -> node.cli("info", "replication").contains("role:master"))
                .findFirst()
                .orElseThrow();
        server = AuthServer.start(Map.of("REDIS_MODE", "cluster", "REDIS_URL", addresses(cluster)));

        tokensOutlive("Cluster", primary);
    }

    /** The whole life of tokens; a revocation is seen within its second. */
    private void tokensLiveAndDie() {
        TestAuthorization client = TestAuthorization.of(server);
        JsonObject tokens = client.tokens();
        assertThat(verify(tokens).status()).isEqualTo(200);

        JsonObject refreshed = client.refresh(tokens.getString("refresh_token")).json();
        assertThat(verify(refreshed).status()).isEqualTo(200);

        revoke(client, refreshed);
        await().atMost(REVOCATION_LIMIT).until(() -> verify(refreshed).status() == 401);
    }

    /** Nothing is lost and nothing revoked comes back when a primary dies. */
    private void tokensOutlive(String form, RedisNode primary) {
        TestAuthorization client = TestAuthorization.of(server);
        JsonObject living = client.tokens();
        TestAuthorization other = TestAuthorization.of(server);
        JsonObject revoked = other.tokens();
        revoke(other, revoked);
        await().atMost(REVOCATION_LIMIT).until(() -> verify(revoked).status() == 401);
        tokensLiveAndDie();
        try (Traffic traffic = Traffic.at(server)) {
            await().atMost(FORM_LIMIT).until(() -> traffic.promised() >= 200);

            long killedAt = System.nanoTime();
            primary.kill();

            await().alias("new tokens after the failover")
                    .atMost(FAILOVER_LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        assertThat(verify(revoked).status())
                                .as("a revoked token during the failover")
                                .isIn(401, 503);
                        Answer refreshed = client.refresh(living.getString("refresh_token"));
                        assertThat(refreshed.status()).as(refreshed.body()).isIn(200, 503);
                        return refreshed.status() == 200
                                && verify(refreshed.json()).status() == 200
                                && traffic.isRightAt(server);
                    });
            long rightAgainAt = System.nanoTime();
            traffic.stop();
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: refused {1} requests, lost {2} of {3} promises, right again {4} ms after the primary died",
                    form,
                    Integer.toString(traffic.refused()),
                    Long.toString(traffic.lost()),
                    Integer.toString(traffic.promised()),
                    Long.toString((rightAgainAt - killedAt) / 1_000_000));
            assertLittleIsLost(traffic, killedAt);
        }
        assertThat(verify(living).status()).isEqualTo(200);
        assertThat(verify(revoked).status()).isEqualTo(401);
        tokensLiveAndDie();
    }

    /** What a replica had not been sent when its primary died is gone: of the last moment, never more than a second. */
    private static void assertLittleIsLost(Traffic traffic, long killedAt) {
        assertThat(traffic.lost(killedAt - Duration.ofSeconds(1).toNanos())).isZero();
        assertThat(traffic.answers("revoked").keySet()).isSubsetOf(401, 503, Traffic.NO_ANSWER);
        assertThat(traffic.answers("living").keySet()).isSubsetOf(200, 503, Traffic.NO_ANSWER);
    }

    private Answer verify(JsonObject tokens) {
        return TestApp.verify(server, tokens.getString("access_token"), "time");
    }

    private void revoke(TestAuthorization client, JsonObject tokens) {
        assertThat(server.client()
                        .form("/revoke", "token", tokens.getString("access_token"), "client_id", client.clientId())
                        .status())
                .isEqualTo(200);
    }

    private RedisNode started(RedisNode node) {
        nodes.add(node);
        return node;
    }

    private static String addresses(List<RedisNode> nodes) {
        return nodes.stream().map(node -> "redis://127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }
}
