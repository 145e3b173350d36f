package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcpgateway.auth.support.Administrator;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.redisson.client.codec.StringCodec;

/** Backup and restore beside the traffic; on a Redis of its own, since it wipes it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupIT {

    private static final RedisServer REDIS = RedisServer.start();
    private static final AuthServer SERVER = AuthServer.start(REDIS, Map.of());
    private static final List<String> KINDS = List.of("client", "token", "refresh", "consent");

    private final String username = "user-" + UUID.randomUUID();
    private final Person person = new Person(SERVER, username);
    private final TestApp app = TestApp.confidentialClient(SERVER);
    private final JsonObject tokens = app.tokens(person);
    private final Administrator administrator = new Administrator(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
        REDIS.close();
    }

    static Stream<String> damages() {
        return Stream.of(
                "",
                "{}",
                "nothing",
                "{\"a\":".repeat(2_000),
                "{\"version\":1e9999999999}",
                "{\"format\":\"mcp-oauth-gateway-backup\",\"version\":2}");
    }

    @ParameterizedTest
    @MethodSource("damages")
    void what_is_no_backup_is_refused(String body) {
        assertThat(restore(body.isEmpty() ? " " : body, "?clear=true").status()).isEqualTo(400);
        assertThat(works(tokens)).isTrue();
    }

    @Test
    void a_damaged_backup_is_refused_whole() {
        String backup = backup();
        String changed = backup.replaceFirst("\"scope\\\\\":\\\\\"mcp", "\"scope\\\\\":\\\\\"pcm");
        String cut = backup.substring(0, backup.length() / 2);
        String short_ = backup.substring(0, backup.lastIndexOf("{\"records\""));
        String longer = backup + backup.lines().skip(1).findFirst().orElseThrow() + "\n";
        String foreign = backup.replaceFirst("\"key\":\"oauth:", "\"key\":\"other:");
        String endless = resealed(backup.replaceFirst("\"expires_at\":[0-9]+", "\"expires_at\":\"never\""));
        String emptied = resealed(
                backup.replaceFirst("\\{\"records\"", "{\"key\":\"oauth:refresh:x\",\"fields\":{}}\n{\"records\""));
        assertThat(changed).isNotEqualTo(backup);
        assertThat(endless).contains("\"never\"");
        assertThat(emptied).contains("\"fields\":{}");
        REDIS.client().getKeys().flushall();

        assertThat(Stream.of(changed, cut, short_, longer, foreign, endless, emptied)
                        .map(damaged -> restoreByMachine(damaged, "")))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(answer.body()).contains("backup");
                });
        assertThat(records()).isEmpty();
        assertThat(restoreByMachine(backup, "").status()).isEqualTo(200);
    }

    @Test
    void a_backup_of_another_server_is_refused_unless_asked_for() {
        String other = resealed(backup().replace(SERVER.issuer().toString(), "https://other.example"));

        assertThat(restore(other, "").body()).contains("https://other.example");
        assertThat(restore(other, "?foreign_issuer=true&dry_run=true").status()).isEqualTo(200);
    }

    @Test
    void a_flag_that_is_neither_true_nor_false_is_refused() {
        assertThat(restore(backup(), "?dry_run=yes").status()).isEqualTo(400);
    }

    @Test
    void after_a_wipe_everything_is_as_it_was_to_the_byte() {
        Map<String, Object> before = records();
        String backup = backup();
        REDIS.client().getKeys().flushall();
        assertThat(works(tokens)).isFalse();

        assertThat(restoreByMachine(backup, "").status()).isEqualTo(200);

        assertThat(records()).containsAllEntriesOf(withoutAdministrators(before));
        assertThat(works(tokens)).isTrue();
        assertThat(app.refresh(tokens.getString("refresh_token")).status()).isEqualTo(200);
        assertThat(Administrator.has(
                        new Administrator(SERVER).get("tokens", "username", username), "client_id", app.clientId()))
                .as("indexes are filled again")
                .isTrue();
        long left = REDIS.client().getBucket("oauth:client:" + app.clientId()).remainTimeToLive();
        assertThat(left).as("times to live are kept").isPositive();
    }

    @Test
    void without_clear_what_is_there_stays_and_with_it_only_the_backup_is() {
        String backup = backup();
        JsonObject second = app.refresh(tokens.getString("refresh_token")).json();
        JsonObject later = TestApp.publicClient(SERVER).tokens(person);

        JsonObject added = restore(backup, "").json();
        assertThat(added.getInt("restored")).isZero();
        assertThat(works(second)).isTrue();
        assertThat(works(later)).isTrue();

        assertThat(restore(backup, "?clear=true&dry_run=true").json().getInt("removed"))
                .isPositive();
        assertThat(works(later)).isTrue();

        assertThat(restore(backup, "?clear=true").json().getInt("removed")).isPositive();
        assertThat(works(later)).isFalse();
        assertThat(works(tokens)).isTrue();
        assertThat(app.refresh(tokens.getString("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void a_backup_under_traffic_is_whole_and_restores_under_traffic() throws Exception {
        var going = new AtomicBoolean(true);
        try (ExecutorService traffic = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> refused = traffic.submit(() -> {
                int count = 0;
                TestApp other = TestApp.publicClient(SERVER);
                while (going.get()) {
                    String token = other.tokens(new Person(SERVER, username)).getString("access_token");
                    count += TestApp.verify(SERVER, token, "time").status() == 200 ? 0 : 1;
                    count += works(tokens) ? 0 : 1;
                }
                return count;
            });
            for (int i = 0; i < 5; i++) {
                assertThat(restore(backup(), "").status()).isEqualTo(200);
            }
            going.set(false);

            assertThat(refused.get()).isZero();
        }
    }

    @Test
    void no_secret_is_in_a_backup() {
        assertThat(backup())
                .contains(app.clientId())
                .doesNotContain(app.secret())
                .doesNotContain(tokens.getString("refresh_token"))
                .doesNotContain(tokens.getString("access_token"));
    }

    private String backup() {
        Answer answer = new Administrator(SERVER).get("backup");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private Answer restore(String backup, String query) {
        return administrator.send("POST", "restore" + query, backup, "Content-Type", "application/jsonl");
    }

    /** After a wipe the token of before is gone too. */
    private static Answer restoreByMachine(String backup, String query) {
        return new Administrator(SERVER).send("POST", "restore" + query, backup, "Content-Type", "application/jsonl");
    }

    private static boolean works(JsonObject tokens) {
        return TestApp.verify(SERVER, tokens.getString("access_token"), "time").status() == 200;
    }

    private static Map<String, Object> records() {
        Map<String, Object> records = new TreeMap<>();
        for (String key : REDIS.client().getKeys().getKeys()) {
            String kind = key.split(":")[1];
            if (KINDS.contains(kind)) {
                records.put(
                        key,
                        kind.equals("refresh")
                                ? REDIS.client()
                                        .getMap(key, StringCodec.INSTANCE)
                                        .readAllMap()
                                : REDIS.client()
                                        .getBucket(key, StringCodec.INSTANCE)
                                        .get());
            }
        }
        return withoutAdministrators(records);
    }

    /** Each call here gets a token of its own. */
    private static Map<String, Object> withoutAdministrators(Map<String, Object> records) {
        Map<String, Object> others = new TreeMap<>(records);
        others.values().removeIf(record -> record.toString().contains(AuthServer.ADMIN_CLIENT));
        return others;
    }

    /** The same lines with a trailer that fits. */
    private static String resealed(String backup) {
        String content = backup.substring(0, backup.lastIndexOf("{\"records\""));
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                    .digest(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return content + "{\"records\":" + (content.lines().count() - 1) + ",\"sha256\":\""
                    + java.util.HexFormat.of().formatHex(digest) + "\"}\n";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
