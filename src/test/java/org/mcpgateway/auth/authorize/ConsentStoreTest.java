package org.mcpgateway.auth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.audit.AuditTrail;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.config.AuditSettings;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.metrics.GatewayMetrics;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.redis.PageRequest;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClients;
import org.mcpgateway.auth.support.TestClock;
import org.mcpgateway.auth.support.TestEvents;

/** What is remembered of a person's decisions, and what becomes of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsentStoreTest {

    private static final String HERE = "https://app.example.com/callback";
    private static final List<String> TIME = List.of("https://time.gateway.test/mcp");

    private final TestClock clock = new TestClock();
    private final TestEvents<ConsentWithdrawn> withdrawals = new TestEvents<>();
    private final ConsentStore consents = new ConsentStore(
            RedisServer.shared().client(),
            RedisServer.shared().records(),
            new SortedIndexes(RedisServer.shared().client(), clock),
            TestClients.settings(),
            withdrawals,
            new AuditLog(
                    new RequestTrace(),
                    new AuditTrail(RedisServer.shared().client(), new AuditSettings(0, Duration.ZERO), clock),
                    new GatewayMetrics(),
                    clock),
            clock);
    private final UserIdentity alice = user("github");
    private final ClientRecord client = client();

    @Test
    void nobody_has_let_anybody_in_to_begin_with() {
        assertThat(consents.covers(alice, client, HERE, Scope.parse("mcp"), TIME))
                .isFalse();
        assertThat(all(alice)).isEmpty();
    }

    @Test
    void what_was_approved_does_not_cover_more_scope_more_services_or_another_host() {
        remember(HERE, "mcp", TIME);

        assertThat(consents.covers(alice, client, HERE, Scope.parse("mcp email"), TIME))
                .isFalse();
        assertThat(consents.covers(alice, client, HERE, Scope.parse("mcp"), List.of()))
                .isFalse();
        assertThat(consents.covers(alice, client, "https://evil.example.com/callback", Scope.parse("mcp"), TIME))
                .isFalse();
        assertThat(consents.covers(alice, client, "http://app.example.com/callback", Scope.parse("mcp"), TIME))
                .isFalse();
    }

    @Test
    void a_user_of_the_same_name_at_another_provider_is_another_user() {
        remember(HERE, "mcp", TIME);
        UserIdentity other = new UserIdentity(
                "keycloak", alice.subject(), alice.username(), Optional.empty(), Optional.empty(), List.of());

        assertThat(consents.covers(other, client, HERE, Scope.parse("mcp"), TIME))
                .isFalse();
        assertThat(consents.find(other, client.clientId())).isEmpty();
    }

    @Test
    void what_was_approved_for_a_device_lets_no_browser_through() {
        consents.remember(alice, client, ConsentStore.DEVICE, Scope.parse("mcp"), TIME);

        assertThat(consents.covers(alice, client, "device:/callback", Scope.parse("mcp"), TIME))
                .isFalse();
        assertThat(all(alice)).hasSize(1);
    }

    @Test
    void every_service_covers_each_one() {
        remember(HERE, "mcp email", List.of());

        assertThat(consents.covers(alice, client, HERE, Scope.parse("mcp"), TIME))
                .isTrue();
    }

    @Test
    void approvals_do_not_pile_up() {
        for (int i = 0; i < 40; i++) {
            remember("https://host-" + i + ".example.com/", "mcp", TIME);
        }
        remember("https://host-39.example.com/", "mcp", TIME);

        assertThat(consents.find(alice, client.clientId()).orElseThrow().approvals())
                .hasSize(20)
                .extracting(Consent.Approval::destination)
                .doesNotHaveDuplicates()
                .contains("https://host-39.example.com");
    }

    @Test
    void a_user_sees_all_that_was_let_in_and_can_withdraw_it() {
        ClientRecord other = client();
        remember(HERE, "mcp", TIME);
        clock.advance(Duration.ofSeconds(1));
        consents.remember(alice, other, ConsentStore.destination(HERE), Scope.parse("mcp"), List.of());

        assertThat(all(alice)).containsExactly(other.clientId(), client.clientId());

        Consent consent = consents.find(alice, client.clientId()).orElseThrow();
        assertThat(consents.withdraw(consent, "test")).isTrue();

        assertThat(consents.covers(alice, client, HERE, Scope.parse("mcp"), TIME))
                .isFalse();
        assertThat(all(alice)).containsExactly(other.clientId());
        assertThat(withdrawals.fired())
                .containsExactly(
                        new ConsentWithdrawn(alice.provider(), alice.subject(), alice.username(), client.clientId()));
        assertThat(consents.withdraw(consent, "again")).isFalse();
    }

    @Test
    void a_user_who_was_renamed_finds_what_was_approved_anew_under_the_new_name_alone() {
        UserIdentity renamed = renamed(alice);
        remember(HERE, "mcp", TIME);

        consents.remember(renamed, client, ConsentStore.destination(HERE), Scope.parse("mcp email"), TIME);

        assertThat(all(alice)).isEmpty();
        assertThat(all(renamed)).containsExactly(client.clientId());
        assertThat(consents.find(renamed, client.clientId()).orElseThrow().approvals())
                .hasSize(2);
    }

    @Test
    void a_user_who_was_renamed_finds_what_was_approved_before_and_used_since_for_as_long_as_it_lasted() {
        UserIdentity renamed = renamed(alice);
        remember(HERE, "mcp", TIME);
        long left = left();

        consents.follow(renamed, client.clientId());

        assertThat(all(alice)).isEmpty();
        assertThat(all(renamed)).containsExactly(client.clientId());
        assertThat(left()).isLessThanOrEqualTo(left).isGreaterThan(left - 60_000);
    }

    @Test
    void a_consent_that_was_withdrawn_does_not_come_back_under_another_name() {
        remember(HERE, "mcp", TIME);
        consents.withdraw(consents.find(alice, client.clientId()).orElseThrow(), "test");

        consents.follow(renamed(alice), client.clientId());

        assertThat(consents.find(alice, client.clientId())).isEmpty();
    }

    private long left() {
        return RedisServer.shared()
                .client()
                .getBucket(RedisKeys.consent(alice.provider(), alice.subject(), client.clientId()))
                .remainTimeToLive();
    }

    private static UserIdentity renamed(UserIdentity user) {
        return new UserIdentity(
                user.provider(), user.subject(), user.username() + "-2", Optional.empty(), Optional.empty(), List.of());
    }

    private List<String> all(UserIdentity user) {
        return consents.ofUser(user.username(), PageRequest.of(null, 10)).items().stream()
                .map(Consent::clientId)
                .toList();
    }

    private void remember(String redirectUri, String scope, List<String> resources) {
        consents.remember(alice, client, ConsentStore.destination(redirectUri), Scope.parse(scope), resources);
    }

    private static UserIdentity user(String provider) {
        String name = "user-" + UUID.randomUUID();
        return new UserIdentity(provider, "id-" + name, name, Optional.empty(), Optional.empty(), List.of());
    }

    private static ClientRecord client() {
        return new ClientRecord(
                1,
                "client_" + UUID.randomUUID(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(URI.create(HERE).toString()),
                "An app",
                List.of("authorization_code"),
                "",
                Map.of(),
                List.of(),
                true);
    }
}
