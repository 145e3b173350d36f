package org.mcpgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.accesstoken.AccessTokenRecord;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.accesstoken.RevocationTopic;
import org.mcpgateway.auth.authorize.ConsentWithdrawn;
import org.mcpgateway.auth.client.ClientDeleted;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClock;
import org.redisson.api.RedissonClient;

/** What ends together. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GrantsTest {

    private final TestClock clock = new TestClock();
    private final RedissonClient redisson = RedisServer.shared().client();
    private final JsonRecords records = RedisServer.shared().records();
    private final TokenSettings settings = new TokenSettings(
            TokenSettings.JwtAlgorithm.RS256,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            false);
    private final SortedIndexes indexes = new SortedIndexes(redisson, clock);
    private final AccessTokenStore accessTokens =
            new AccessTokenStore(redisson, records, indexes, new RevocationTopic(redisson), clock);
    private final RefreshTokenStore refreshTokens =
            new RefreshTokenStore(redisson, records, new RandomTokens(), settings, clock);
    private final Grants grants = new Grants(redisson, indexes, accessTokens, refreshTokens, settings, clock);

    private final UserIdentity alice = user();
    private final UserIdentity bob = user();
    private final String app = "client_" + UUID.randomUUID();
    private final String otherApp = "client_" + UUID.randomUUID();

    @Test
    void a_withdrawn_consent_ends_what_this_user_gave_this_client_and_nothing_else() {
        Given given = give(alice, app);
        Given again = give(alice, app);
        Given toAnotherApp = give(alice, otherApp);
        Given byAnotherUser = give(bob, app);

        grants.ofWithdrawnConsent(new ConsentWithdrawn(alice.provider(), alice.subject(), alice.username(), app));

        assertThat(lives(given)).isFalse();
        assertThat(lives(again)).isFalse();
        assertThat(lives(toAnotherApp)).isTrue();
        assertThat(lives(byAnotherUser)).isTrue();
    }

    @Test
    void a_deleted_client_takes_everything_with_it() {
        Given byAlice = give(alice, app);
        Given byBob = give(bob, app);
        Given toAnotherApp = give(alice, otherApp);

        grants.ofDeletedClient(new ClientDeleted(app));

        assertThat(lives(byAlice)).isFalse();
        assertThat(lives(byBob)).isFalse();
        assertThat(lives(toAnotherApp)).isTrue();
    }

    private Given give(UserIdentity user, String clientId) {
        String grantId = UUID.randomUUID().toString();
        String jti = UUID.randomUUID().toString();
        Authorization authorization =
                new Authorization(grantId, clientId, user, Scope.parse("mcp"), List.of(), clock.instant());
        String refreshToken = refreshTokens.start(
                grantId, new RefreshTokenFamily(1, clientId, user, "mcp", List.of(), clock.instant()));
        grants.note(authorization);
        accessTokens.save(
                jti,
                new AccessTokenRecord(
                        1,
                        grantId,
                        user.subject(),
                        user.username(),
                        Optional.of(user.provider()),
                        Optional.empty(),
                        List.of(),
                        clientId,
                        "mcp",
                        List.of(),
                        clock.instant(),
                        clock.instant().plus(settings.accessTokenLifetime())));
        return new Given(jti, refreshToken);
    }

    /** Both or none: a half is a failure of its own. */
    private boolean lives(Given given) {
        boolean access = accessTokens.find(given.jti()).isPresent();
        assertThat(refreshTokens.find(given.refreshToken()).isPresent()).isEqualTo(access);
        return access;
    }

    private static UserIdentity user() {
        String name = "user-" + UUID.randomUUID();
        return new UserIdentity("github", "id-" + name, name, Optional.empty(), Optional.empty(), List.of());
    }

    private record Given(String jti, String refreshToken) {}
}
