package org.mcpgateway.auth.clientdocument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.ClientDocumentSettings;
import org.mcpgateway.auth.http.LimitExceeded;
import org.mcpgateway.auth.http.RateLimiter;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.DocumentServer;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClients;
import org.mcpgateway.auth.support.TestClock;
import org.mcpgateway.auth.support.TestEvents;
import org.redisson.api.RBucket;

/** How long is kept what anybody can have fetched. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientDocumentsTest {

    private static final Duration UNUSED = Duration.ofMinutes(15);

    @TempDir
    private static Path folder;

    private static DocumentServer published;
    private static DocumentFetcher fetcher;

    private final String clientId = published.address("/client-" + System.nanoTime() + ".json");
    private final TestClock clock = new TestClock();
    private final ClientStore clients = clients(Duration.ofDays(1));

    @BeforeAll
    static void start() {
        published = DocumentServer.start(folder);
        fetcher = new DocumentFetcher(
                new ClientDocumentSettings(true, List.of("localhost"), Optional.of(published.certificate())));
    }

    @AfterAll
    static void stop() {
        fetcher.stop();
        published.close();
    }

    @BeforeEach
    void it_may_be_reused_for_a_day() {
        publish("Cache-Control", "max-age=86400");
    }

    private void publish(String... headers) {
        String document = "{\"client_id\":\"%s\",\"client_name\":\"App\",\"redirect_uris\":[\"https://app.example/\"]}";
        published.publish(clientId.substring(clientId.lastIndexOf('/')), 200, document.formatted(clientId), headers);
    }

    @Test
    void one_that_nobody_uses_is_kept_for_a_quarter_of_an_hour() {
        documents(clients).refresh(clientId);

        assertThat(client().expiresAt()).contains(clock.instant().plus(UNUSED));
        assertThat(timeToLive()).isBetween(UNUSED.minusMinutes(1), UNUSED);
    }

    @Test
    void no_longer_than_any_unused_registration_is_it_kept() {
        documents(clients(Duration.ofMinutes(2))).refresh(clientId);

        assertThat(client().expiresAt()).contains(clock.instant().plus(Duration.ofMinutes(2)));
    }

    @Test
    void whoever_is_about_to_sign_in_does_not_lose_it_on_the_way() {
        documents(clients).refresh(clientId);
        clock.advance(Duration.ofMinutes(6));

        documents(clients).refresh(clientId);

        assertThat(client().expiresAt()).contains(clock.instant().plus(UNUSED));
    }

    @Test
    void one_in_use_stays_as_long_as_any_client_in_use() {
        documents(clients).refresh(clientId);
        clients.keep(client(), Duration.ZERO);
        fresh().delete();

        documents(clients).refresh(clientId);

        Instant end = clock.instant().plus(Duration.ofDays(90));
        assertThat(client().used()).isTrue();
        assertThat(client().expiresAt().orElseThrow()).isBetween(end, end.plusSeconds(1));
    }

    @Test
    void one_in_use_is_fetched_only_when_its_own_rules_say_so() {
        documents(clients).refresh(clientId);
        clients.keep(client(), Duration.ZERO);
        clock.advance(Duration.ofDays(89));
        int before = published.asked();

        documents(clients).refresh(clientId);

        assertThat(published.asked()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"no-store|0", "max-age=3600, no-cache|0", "max-age=0|0", "max-age=3600|3600", "max-age=3600|4000"})
    void one_that_is_not_to_be_reused_is_fetched_for_each_use(String rules, String age) {
        publish("Cache-Control", rules, "Age", age);
        documents(clients).refresh(clientId);
        int before = published.asked();

        documents(clients).refresh(clientId);

        assertThat(published.asked()).isEqualTo(before + 1);
    }

    @Test
    void what_it_spent_in_caches_on_the_way_counts() {
        publish("Cache-Control", "max-age=3600", "Age", "600");

        documents(clients).refresh(clientId);

        assertThat(fresh().remainTimeToLive())
                .isBetween(
                        Duration.ofMinutes(49).toMillis(),
                        Duration.ofMinutes(50).toMillis());
    }

    @Test
    void one_that_says_nothing_is_reused_for_a_minute() {
        publish();

        documents(clients).refresh(clientId);

        assertThat(fresh().remainTimeToLive())
                .isBetween(
                        Duration.ofSeconds(50).toMillis(), Duration.ofMinutes(1).toMillis());
    }

    @Test
    void rules_that_it_no_longer_has_do_not_count() {
        documents(clients).refresh(clientId);
        clock.advance(Duration.ofMinutes(6));
        publish("Cache-Control", "no-store");

        documents(clients).refresh(clientId);

        assertThat(fresh().isExists()).isFalse();
    }

    private RBucket<String> fresh() {
        return RedisServer.shared().client().getBucket(RedisKeys.freshDocument(Sha256.of(clientId)));
    }

    private ClientRecord client() {
        return clients.find(clientId).orElseThrow();
    }

    private Duration timeToLive() {
        return Duration.ofMillis(RedisServer.shared()
                .client()
                .getBucket(RedisKeys.client(clientId))
                .remainTimeToLive());
    }

    private ClientDocuments documents(ClientStore store) {
        return new ClientDocuments(
                fetcher,
                store,
                RedisServer.shared().client(),
                new RateLimiter(RedisServer.shared().client(), new TestEvents<LimitExceeded>()),
                new RequestTrace(),
                new ClientDocumentSettings(true, List.of("localhost"), Optional.empty()),
                clock);
    }

    private ClientStore clients(Duration unusedLifetime) {
        return TestClients.store(TestClients.settings(unusedLifetime), clock);
    }
}
